import fc from 'fast-check';
import { noInstrumentation, type Instrumentation } from '@bodybroker/telemetry';
import { createEvent, createRawEvent } from '../../src/events/envelope/create-event.js';
import { decodeEvent, decodePayload } from '../../src/events/envelope/decode-event.js';
import { EventPublisher } from '../../src/events/envelope/event-publisher.js';
import { eventTypeOf } from '../../src/events/envelope/event-type.js';
import { MemoryEventLog } from '../../src/events/memory/memory-event-log.js';
import { CONTRACT_TOPOLOGY } from './contract-topology.js';
import { Closed, Opened, Plain } from './test-event.js';

const clock = { now: () => 1_700_000_000_000 };
const facts = { source: 'door-manager', clock, entityId: 'door_1', entityVersion: 7n };
const context = { requestId: 'req', correlationId: 'chain', worldId: 'night', traceparent: '00-aa-bb-01' };

describe('createEvent', () => {
  it('puts payload, origin and version into the envelope, and what a broker needs into headers', () => {
    const event = createEvent(Opened, { name: 'cellar' }, { ...facts, playerId: 'plr_1', gameTimeGms: 5n, context });
    expect(event).toMatchObject({
      id: 'door-manager:door_1:7:game.door.opened',
      type: 'game.door.opened',
      subject: 'game.door.opened.plr_1',
      headers: {
        'Nats-Msg-Id': 'door-manager:door_1:7:game.door.opened',
        'Content-Type': 'application/protobuf',
        'Bb-Correlation-Id': 'chain',
        'Bb-Causation-Id': 'req',
        traceparent: '00-aa-bb-01',
      },
    });
    const envelope = decodeEvent(event.bytes);
    expect(envelope).toMatchObject({
      eventId: event.id,
      type: 'game.door.opened',
      source: 'door-manager',
      occurredAtMs: 1_700_000_000_000n,
      gameTimeGms: 5n,
      worldId: 'night',
      playerId: 'plr_1',
      entityId: 'door_1',
      entityVersion: 7n,
      correlationId: 'chain',
      causationId: 'req',
      schemaVersion: 3,
    });
    expect(decodePayload(Opened, envelope)).toEqual({ name: 'cellar' });
  });

  it('begins a chain of its own outside of any request, for nobody in particular', () => {
    const event = createEvent(Closed, {}, facts);
    const envelope = decodeEvent(event.bytes);
    expect(event.subject).toBe('game.door.closed._');
    expect(envelope).toMatchObject({
      correlationId: event.id,
      causationId: event.id,
      worldId: 'main',
      schemaVersion: 1,
    });
    expect(envelope.playerId).toBeUndefined();
  });

  it('refuses a message that is no event, an event without version and id, and a player id that is no subject token', () => {
    expect(() => createEvent(Plain, {}, facts)).toThrow(/is not an event/);
    expect(() => createEvent(Opened, {}, { source: 's', clock, entityId: 'e' })).toThrow(/entityVersion or an eventId/);
    for (const playerId of ['', 'a.b', '*', 'a b', '>', 'a\n']) {
      expect(() => createEvent(Opened, {}, { ...facts, playerId })).toThrow(
        expect.objectContaining({ reason: 'BAD_PLAYER_ID' }),
      );
    }
    expect(() => createEvent(Opened, {}, { ...facts, eventId: 'a\r\nb' })).toThrow(
      expect.objectContaining({ reason: 'BAD_EVENT_ID' }),
    );
  });

  it('carries JSON of types registered at run time', () => {
    const payload = new TextEncoder().encode('{"name":"x","later":1}');
    const event = createRawEvent(
      { type: 'game.client.knocked', schemaVersion: 2, payload, contentType: 'application/json' },
      facts,
    );
    expect(decodePayload(Opened, decodeEvent(event.bytes))).toEqual({ name: 'x' });
  });

  it('keeps any payload and entity intact', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1, maxLength: 64 }), (name, entityId) => {
        const event = createEvent(Opened, { name }, { ...facts, entityId, eventId: 'id' });
        const envelope = decodeEvent(event.bytes);
        return envelope.entityId === entityId && decodePayload(Opened, envelope).name === name;
      }),
    );
  });
});

describe('decodeEvent', () => {
  it('refuses bytes that are no envelope', () => {
    for (const bytes of [[], [0xff, 0xff], [...new TextEncoder().encode('{"a":1}')]]) {
      expect(() => decodeEvent(Uint8Array.from(bytes))).toThrow(
        expect.objectContaining({ reason: 'UNDECODABLE_EVENT' }),
      );
    }
  });
});

describe('eventTypeOf', () => {
  it('reads the option', () => {
    expect(eventTypeOf(Opened)).toEqual({ type: 'game.door.opened', schemaVersion: 3, clientPublishable: false });
  });
});

describe('EventPublisher', () => {
  it('stores an event once however often it is published, and hands the span on', async () => {
    const ended: string[] = [];
    const instrumentation: Instrumentation = {
      ...noInstrumentation,
      publishEvent: ({ type }, parent) => ({
        carrier: { traceparent: `child of ${parent?.traceparent}` },
        run: (work) => work(),
        end: (outcome) => ended.push(`${type} ${outcome}`),
      }),
    };
    const log = new MemoryEventLog({ clock, topology: CONTRACT_TOPOLOGY });
    const publisher = new EventPublisher(log, { instrumentation });
    const event = createEvent(Opened, { name: 'x' }, { ...facts, context });
    const first = await publisher.publish(event);
    expect(await publisher.publish(event)).toEqual({ ...first, duplicate: true });
    const stored = await log.get('GAME', first.sequence);
    expect(stored?.headers).toMatchObject({ traceparent: 'child of 00-aa-bb-01', 'Bb-Correlation-Id': 'chain' });
    await expect(publisher.publish({ ...event, subject: 'nowhere.x' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(ended).toEqual(['game.door.opened OK', 'game.door.opened OK', 'game.door.opened UNAVAILABLE']);
  });
});
