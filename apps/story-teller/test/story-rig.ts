import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  BeatKind,
  StoryTellerServiceClient,
  type Arc,
  type Beat,
  type BeatRun,
} from '@bodybroker/contracts-story-teller';
import { HourPassed } from '@bodybroker/contracts-time-manager';
import { createEvent, EventPublisher, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import { createTestBroker, startHarness, type ServiceHarness } from '@bodybroker/testing';
import type { PartialMessage } from '@protobuf-ts/runtime';
import { service } from '../src/service.js';
import { startFakePeers, type FakePeers } from './fake-peers.js';

const HOUR = 3_600_000;
const PATIENCE_MS = 8000;
export const SHIPPED_BEATS = 45;

let keys = 0;
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
export const refused = (reason: string, details: object = {}): object =>
  expect.objectContaining({ reason, details: expect.objectContaining(details) as object }) as object;

/** What an envelope says, if not as usual. */
interface Told {
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly gameTimeGms?: bigint;
}

/** story-teller with fake peers around it, and what tests do with it again and again. */
export class StoryRig {
  readonly harness: ServiceHarness;
  readonly peers: FakePeers;
  readonly admin: Client<StoryTellerServiceClient>;
  readonly saga: Client<StoryTellerServiceClient>;
  #events = 0;
  #messages = 0;

  private constructor(harness: ServiceHarness, peers: FakePeers) {
    this.harness = harness;
    this.peers = peers;
    this.admin = harness.client(StoryTellerServiceClient, { actor: { kind: 'admin', id: 'test' } });
    this.saga = harness.client(StoryTellerServiceClient, { actor: { kind: 'service', id: 'orchestration' } });
  }

  static async start(options: Parameters<typeof startHarness>[1] = {}): Promise<StoryRig> {
    const broker = options.broker ?? createTestBroker();
    const peers = await startFakePeers(broker);
    const contentPath = join(__dirname, '../content/');
    const rig = new StoryRig(await startHarness(service, { contentPath, ...options, broker }), peers);
    await rig.until(async () => {
      expect((await rig.admin.listArcs({})).arcs).toHaveLength(3);
    });
    return rig;
  }

  async stop(): Promise<void> {
    await this.harness.stop();
    await this.peers.stop();
  }

  player(id: string): Client<StoryTellerServiceClient> {
    return this.harness.client(StoryTellerServiceClient, { actor: { kind: 'player', id } });
  }

  /** Writes a beat of no arc, told by a text unless more is given. */
  beat(id: string, beat: PartialMessage<Beat> = {}): Promise<Beat> {
    const usual: PartialMessage<Beat> = {
      id,
      title: id,
      kind: BeatKind.STORYLET,
      telling: { oneofKind: 'text', text: id },
    };
    return this.admin.upsertBeat({ beat: { ...usual, ...beat } });
  }

  ink(id: string, inkSource: string, beat: PartialMessage<Beat> = {}): Promise<Beat> {
    return this.beat(id, { ...beat, telling: { oneofKind: 'inkSource', inkSource } });
  }

  arc(arc: PartialMessage<Arc>): Promise<Arc> {
    return this.admin.upsertArc({ arc: { title: arc.id ?? '', start: 'true', ...arc } });
  }

  start(playerId: string, beatId: string, options = once()): Promise<BeatRun> {
    return this.player(playerId).startBeat({ playerId, beatId }, options);
  }

  record(playerId: string, weight: number, type = 'test.scare'): Promise<unknown> {
    return this.saga.recordStoryEvent({ playerId, type, weight, text: `Weight ${weight}.`, refs: [] });
  }

  /** Publishes an event of a player. */
  async tell<Payload extends object>(
    messageType: Parameters<typeof createEvent<Payload>>[0],
    payload: Parameters<typeof createEvent<Payload>>[1],
    playerId: string | undefined,
    { eventId = `event-${(this.#events += 1)}`, correlationId = 'corr', gameTimeGms }: Told = {},
  ): Promise<void> {
    const publisher = new EventPublisher(this.harness.broker.events);
    const context = { requestId: correlationId, correlationId, worldId: 'main' };
    const facts = { source: 'test', clock: this.harness.clock, entityId: eventId, eventId, context };
    const event = createEvent(messageType, payload, {
      ...facts,
      ...(playerId === undefined ? {} : { playerId }),
      ...(gameTimeGms === undefined ? {} : { gameTimeGms }),
    });
    // Another message id each time: a stream drops repeats for two minutes only, and stories must see through later ones.
    const headers = { ...event.headers, 'Nats-Msg-Id': `message-${(this.#messages += 1)}` };
    await publisher.publish({ ...event, id: headers['Nats-Msg-Id'], headers });
  }

  hour(hour: number): Promise<void> {
    const payload = { worldId: 'main', gms: BigInt(hour * HOUR), hourNumber: BigInt(hour), hour: hour % 24 };
    return this.tell(HourPassed, payload, undefined, { eventId: `hour-${hour}` });
  }

  /** Waits until an assertion holds. */
  async until<T>(assertion: () => Promise<T> | T): Promise<T> {
    const endsAt = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await assertion();
      } catch (error) {
        if (performance.now() > endsAt) throw error;
        await delay(10);
      }
    }
  }
}
