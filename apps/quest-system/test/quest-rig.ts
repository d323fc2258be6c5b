import { join } from 'node:path';
import { PartHarvested, PartSpoiled, Grade } from '@bodybroker/contracts-body-broker-integration';
import { NpcTalked } from '@bodybroker/contracts-npc-behavior';
import { QuestStatus, QuestSystemServiceClient, type Quest } from '@bodybroker/contracts-quest-system';
import { HourPassed } from '@bodybroker/contracts-time-manager';
import { FactChanged, LocationEntered } from '@bodybroker/contracts-world-state';
import { createEvent, EventPublisher, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import { createTestBroker, eventually, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { startFakePeers, type FakePeers } from './fake-peers.js';

const HOUR = 3_600_000;

let keys = 0;
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
export const refused = (reason: string, details: object = {}): object =>
  expect.objectContaining({ reason, details: expect.objectContaining(details) as object }) as object;

/** quest-system with fake peers around it, and what tests do with it again and again. */
export class QuestRig {
  readonly harness: ServiceHarness;
  readonly peers: FakePeers;
  readonly admin: Client<QuestSystemServiceClient>;
  readonly saga: Client<QuestSystemServiceClient>;
  #events = 0;
  #messages = 0;

  private constructor(harness: ServiceHarness, peers: FakePeers) {
    this.harness = harness;
    this.peers = peers;
    this.admin = harness.client(QuestSystemServiceClient, { actor: { kind: 'admin', id: 'test' } });
    this.saga = harness.client(QuestSystemServiceClient, { actor: { kind: 'service', id: 'orchestration' } });
  }

  static async start(options: Parameters<typeof startHarness>[1] = {}): Promise<QuestRig> {
    const broker = options.broker ?? createTestBroker();
    const peers = await startFakePeers(broker);
    const contentPath = join(__dirname, '../content/');
    const rig = new QuestRig(await startHarness(service, { contentPath, ...options, broker }), peers);
    await eventually(async () => {
      expect((await rig.admin.listQuestDefinitions({ pageSize: 200 })).definitions.length).toBeGreaterThanOrEqual(18);
    });
    return rig;
  }

  async stop(): Promise<void> {
    await this.harness.stop();
    await this.peers.stop();
  }

  player(id: string): Client<QuestSystemServiceClient> {
    return this.harness.client(QuestSystemServiceClient, { actor: { kind: 'player', id } });
  }

  accept(playerId: string, definitionId: string, options = once()): Promise<Quest> {
    return this.player(playerId).acceptQuest({ playerId, definitionId }, options);
  }

  /** Publishes an event of a player. */
  async tell<Payload extends object>(
    messageType: Parameters<typeof createEvent<Payload>>[0],
    payload: Parameters<typeof createEvent<Payload>>[1],
    playerId: string | undefined,
    eventId = `event-${(this.#events += 1)}`,
  ): Promise<void> {
    const publisher = new EventPublisher(this.harness.broker.events);
    const facts = { source: 'test', clock: this.harness.clock, entityId: eventId, eventId };
    const event = createEvent(messageType, payload, { ...facts, ...(playerId === undefined ? {} : { playerId }) });
    // Another message id each time: a stream drops repeats for two minutes only, and quests must see through later ones.
    const headers = { ...event.headers, 'Nats-Msg-Id': `message-${(this.#messages += 1)}` };
    await publisher.publish({ ...event, id: headers['Nats-Msg-Id'], headers });
  }

  harvest(playerId: string, partType: string, eventId?: string): Promise<void> {
    return this.tell(PartHarvested, { playerId, worldId: 'main', partType, grade: Grade.GRADE_B }, playerId, eventId);
  }

  spoil(playerId: string, partType: string): Promise<void> {
    return this.tell(PartSpoiled, { playerId, worldId: 'main', partType }, playerId);
  }

  talk(playerId: string, npcId: string): Promise<void> {
    return this.tell(NpcTalked, { playerId, worldId: 'main', npcId }, playerId);
  }

  enter(playerId: string, locationId: string): Promise<void> {
    return this.tell(LocationEntered, { worldId: 'main', entityId: playerId, locationId }, playerId);
  }

  hour(hour: number, eventId = `hour-${hour}`): Promise<void> {
    const payload = { worldId: 'main', gms: BigInt(hour * HOUR), hourNumber: BigInt(hour), hour: hour % 24 };
    return this.tell(HourPassed, payload, undefined, eventId);
  }

  fact(key: string, value: boolean): Promise<void> {
    this.peers.facts.set(key, { oneofKind: 'boolValue', boolValue: value });
    return this.tell(FactChanged, { worldId: 'main', key }, undefined);
  }

  /** Waits until a quest is in a status. */
  untilStatus(questId: string, status: QuestStatus): Promise<Quest> {
    return eventually(async () => {
      const quest = await this.admin.getQuest({ questId });
      expect(QuestStatus[quest.status]).toBe(QuestStatus[status]);
      return quest;
    });
  }
}
