import { startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import { applyTopology, isUpToDate } from '../../src/events/topology/apply-topology.js';
import type { TopologyAdmin } from '../../src/events/topology/topology-admin.js';
import { planTopology, type TopologyStep } from '../../src/events/topology/topology-plan.js';
import type { Topology } from '../../src/events/topology/topology.js';
import { connectNats } from '../../src/nats/connect-nats.js';
import { createTopologyAdmin } from '../../src/nats/jetstream-admin.js';
import type { NatsConnection } from '../../src/nats/nats-connection.js';
import { MemoryEventLog } from '../../src/events/memory/memory-event-log.js';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const TOPOLOGY: Topology = {
  streams: [
    {
      name: 'GAME',
      subjects: ['game.>'],
      description: 'the game',
      maxAgeMs: 30 * DAY_MS,
      maxMessages: 5_000,
      maxMessageBytes: 524_288,
    },
    { name: 'WORK', subjects: ['work.>'], retention: 'work-queue', discard: 'new', maxAgeMs: 7 * DAY_MS },
    { name: 'LEDGER', subjects: ['ledger.>'], removal: 'denied' },
  ],
  buckets: [
    { name: 'flags', history: 5, maxValueBytes: 65_536 },
    { name: 'sessions', maxAgeMs: DAY_MS },
  ],
  consumers: [
    {
      stream: 'GAME',
      durable: 'weather-time',
      filterSubject: 'game.time.>',
      start: { from: 'new' },
      ackWaitMs: 30_000,
      maxDeliver: 5,
      maxAckPending: 1_000,
    },
  ],
};
const summary = (plan: readonly TopologyStep[]): string[] =>
  plan.map(({ action, subject }) => `${action} ${subject.kind} ${subject.name}`);

describe('applyTopology', () => {
  let server: NatsServer;
  let connection: NatsConnection;
  let admin: TopologyAdmin;

  beforeAll(async () => {
    server = await startNatsServer();
    connection = await connectNats({ servers: [server.url], name: 'topology' });
    admin = createTopologyAdmin(connection.events);
  });
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });

  it('plans without changing, creates everything, and finds nothing to do the second time', async () => {
    const all = [
      'create stream GAME',
      'create stream WORK',
      'create stream LEDGER',
      'create bucket KV_flags',
      'create bucket KV_sessions',
      'create consumer GAME/weather-time',
    ];
    expect(summary(await planTopology(admin, TOPOLOGY, { replicas: 1 }))).toEqual(all);
    expect(await admin.streams()).toEqual([]);
    expect(summary(await applyTopology(admin, TOPOLOGY, { replicas: 1 }))).toEqual(all);
    const again = await applyTopology(admin, TOPOLOGY, { replicas: 1 });
    expect(again.map(({ action }) => action)).toEqual(Array(6).fill('unchanged'));
    expect(isUpToDate(again)).toBe(true);
  });

  it('changes what differs, says from what to what, and keeps the messages', async () => {
    await connection.events.publish('game.x', Uint8Array.of(1));
    const [game, ...streams] = TOPOLOGY.streams;
    const [consumer] = TOPOLOGY.consumers;
    const changed: Topology = {
      ...TOPOLOGY,
      streams: [...(game ? [{ ...game, subjects: ['game.>', 'play.>'], maxMessages: 9_000 }] : []), ...streams],
      consumers: consumer ? [{ ...consumer, maxDeliver: 7 }] : [],
    };
    const plan = await planTopology(admin, changed, { replicas: 1 });
    expect(isUpToDate(plan)).toBe(false);
    expect(plan.find(({ subject }) => subject.name === 'GAME')).toMatchObject({
      action: 'update',
      changes: [
        { setting: 'subjects', from: ['game.>'], to: ['game.>', 'play.>'] },
        { setting: 'maxMessages', from: 5_000, to: 9_000 },
      ],
    });
    await applyTopology(admin, changed, { replicas: 1 });
    expect(isUpToDate(await planTopology(admin, changed, { replicas: 1 }))).toBe(true);
    expect((await connection.events.stream('GAME'))?.messages).toBe(1);
    expect(await connection.events.consumer('GAME', 'weather-time')).toMatchObject({ maxDeliver: 7 });
    await applyTopology(admin, TOPOLOGY, { replicas: 1 });
  });

  it('reports what is declared nowhere and leaves it alone', async () => {
    const less: Topology = { ...TOPOLOGY, buckets: [], consumers: [] };
    const plan = await applyTopology(admin, less, { replicas: 1 });
    expect(summary(plan).filter((line) => line.startsWith('extra'))).toEqual([
      'extra bucket KV_flags',
      'extra bucket KV_sessions',
      'extra consumer GAME/weather-time',
    ]);
    expect(isUpToDate(plan)).toBe(true);
    expect((await admin.streams()).map(({ name }) => name)).toContain('KV_flags');
  });

  it('refuses, before changing anything, what a server cannot change', async () => {
    const [game, work, ledger] = TOPOLOGY.streams;
    if (!game || !work || !ledger) throw new Error('incomplete');
    const impossible: Topology = {
      ...TOPOLOGY,
      streams: [
        { ...game, maxMessages: 1 },
        { ...work, retention: 'limits' },
        { ...ledger, removal: 'allowed' },
      ],
    };
    await expect(applyTopology(admin, impossible, { replicas: 1 })).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'TOPOLOGY_BLOCKED',
      message: expect.stringContaining('WORK, LEDGER') as string,
    });
    expect(isUpToDate(await planTopology(admin, TOPOLOGY, { replicas: 1 }))).toBe(true);
  });

  it('needs the event log of a NATS connection', () => {
    const log = new MemoryEventLog({ clock: { now: () => 0 } });
    expect(() => createTopologyAdmin(log)).toThrow(TypeError);
  });
});
