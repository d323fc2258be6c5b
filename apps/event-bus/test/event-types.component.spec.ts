import { Struct } from '@bodybroker/contracts-common';
import { HourPassed, contract as timeContract } from '@bodybroker/contracts-time-manager';
import { decodeEvent, decodePayload } from '@bodybroker/nats-sdk';
import { announceContract } from '@bodybroker/service-kit';
import { eventually, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { ADMIN, NOTE, busOf, note, refused, registerNote, startEventBus, type EventBusRig } from './event-bus-rig.js';

describe('event-bus', () => {
  let rig: EventBusRig;
  beforeEach(async () => {
    rig = await startEventBus();
  });
  afterEach(() => rig.harness.stop());

  describe('types', () => {
    it('of contracts are known as soon as a service announces them, in protobuf and in JSON', async () => {
      const bucket = rig.broker.connect().keyValue('contracts');
      await announceContract(bucket, { name: 'time-manager', version: '1.0.0', contract: timeContract });
      const type = 'game.time.hour_passed';
      const listed = await eventually(async () => {
        const { eventTypes } = await rig.bus.listEventTypes({ pageSize: 200 });
        const found = eventTypes.find((one) => one.type === type);
        if (found === undefined) throw new Error('not known yet');
        return found;
      });
      expect(listed).toMatchObject({
        producer: 'time-manager',
        stream: 'GAME_EVENTS',
        messageType: 'bodybroker.time_manager.v1.HourPassed',
      });
      const json = (value: object) => ({ oneofKind: 'json', json: Struct.fromJson(value as never) }) as const;
      const { sequence, stream } = await rig.publish('', {
        type,
        payload: json({ worldId: 'main', hour: 7, gms: '9007199254740993' }),
      });
      const message = await rig.broker.events.get(stream, Number(sequence));
      const hour = decodePayload(HourPassed, decodeEvent(message?.data ?? new Uint8Array()));
      expect(hour).toMatchObject({ worldId: 'main', hour: 7, gms: 9007199254740993n });
      const { payload } = await rig.bus.getEvent({ stream, sequence });
      expect(Struct.toJson(payload ?? { fields: {} })).toEqual({ worldId: 'main', hour: 7, gms: '9007199254740993' });
      await expect(rig.publish('', { type, payload: json({ hour: 'seven' }) })).rejects.toMatchObject({
        reason: 'EVENT_SCHEMA',
        details: { path: '/hour' },
      });
      await expect(
        rig.publish('', { type, payload: { oneofKind: 'binary', binary: Uint8Array.of(255) } }),
      ).rejects.toEqual(refused('EVENT_SCHEMA'));
      await expect(registerNote(rig.bus, type, false)).rejects.toEqual(refused('EVENT_TYPE_DECLARED'));
    });

    it('are shared by all replicas at once', async () => {
      const second = await startHarness(service, {
        clock: rig.clock,
        broker: rig.broker,
        store: rig.harness.store,
        instance: 'two',
      });
      for (let number = 0; number < 10; number += 1) {
        const type = `game.client.fresh_${number}`;
        await registerNote(rig.bus, type);
        await expect(rig.bus.publishEvent({ event: note('x', { type }) })).resolves.toMatchObject({ duplicate: false });
      }
      await second.stop();
    });

    it('are listed by name, page by page', async () => {
      for (const name of ['c', 'a', 'b']) await registerNote(rig.bus, `game.client.${name}`);
      const { eventTypes, nextPageToken } = await rig.bus.listEventTypes({ pageSize: 2 });
      expect(eventTypes.map(({ type }) => type)).toEqual(['game.client.a', 'game.client.b']);
      const rest = await rig.bus.listEventTypes({ pageSize: 2, pageToken: nextPageToken });
      expect(rest.eventTypes.map(({ type }) => type)).toEqual(['game.client.c', NOTE]);
    });

    it.each([
      ['no schema', { type: 5 }],
      ['a schema that is elsewhere', { $ref: 'https://example.com/schema.json' }],
      ['a schema without end', { $ref: '#' }],
      ['an asynchronous schema', { $async: true }],
    ])('are not registered with %s', async (_what, schema) => {
      const jsonSchema = Struct.fromJson(schema as never);
      const asked = { type: 'game.client.bad', producer: 'test', clientPublishable: true, jsonSchema };
      await expect(rig.bus.registerEventType(asked)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'BAD_JSON_SCHEMA',
      });
    });

    it('are not registered by others than admins, nor for clients outside game.client', async () => {
      await expect(registerNote(rig.bus, 'game.other.note')).rejects.toEqual(refused('NOT_A_CLIENT_TYPE'));
      await expect(registerNote(rig.bus, 'other.client.note')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      const asService = busOf(rig.harness, { kind: 'service', id: 'x' });
      await expect(registerNote(asService)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      const jsonSchema = Struct.fromJson({ description: 'x'.repeat(32 * 1024) });
      const large = { type: NOTE, producer: ADMIN.id, jsonSchema };
      await expect(rig.bus.registerEventType(large)).rejects.toEqual(refused('SCHEMA_TOO_LARGE'));
    });
  });
});
