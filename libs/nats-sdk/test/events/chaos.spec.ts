import { startNatsCluster, startNatsServer, type NatsCluster, type NatsServer } from '@bodybroker/test-servers';
import { CONSUMER_DEFAULTS } from '../../src/events/consumer/open-durable.js';
import { startConsumer } from '../../src/events/consumer/start-consumer.js';
import { subscriber } from '../../src/events/consumer/subscriber.js';
import { createEvent } from '../../src/events/envelope/create-event.js';
import { EventPublisher } from '../../src/events/envelope/event-publisher.js';
import type { ConsumerSpec, StoredMessage } from '../../src/events/event-log.js';
import { applyTopology } from '../../src/events/topology/apply-topology.js';
import { connectNats } from '../../src/nats/connect-nats.js';
import { createTopologyAdmin } from '../../src/nats/jetstream-admin.js';
import type { NatsConnection } from '../../src/nats/nats-connection.js';
import { CONTRACT_TOPOLOGY } from './contract-topology.js';
import { Opened } from './test-event.js';

jest.setTimeout(120_000);

const clock = { now: () => Date.now() };
// What was on its way to the killed connection comes again after the ack wait.
const DURABLE: ConsumerSpec = {
  ...CONSUMER_DEFAULTS,
  stream: 'GAME',
  durable: 'chaos-test',
  filterSubject: 'game.door.>',
  start: { from: 'all' },
  ackWaitMs: 2_000,
};
const text = new TextEncoder();

/** Publishes one after another until told to stop; what was acked is what must not get lost. */
function publishUntilStopped(
  connection: NatsConnection,
  source: string,
): { stop(): Promise<number[]>; acked(): number } {
  const publisher = new EventPublisher(connection.events);
  const sequences: number[] = [];
  let stopping = false;
  const writer = async (lane: number): Promise<void> => {
    for (let version = 1; !stopping; version += 1) {
      const event = createEvent(
        Opened,
        { name: `${lane}-${version}` },
        { source, clock, entityId: `door-${lane}`, entityVersion: version },
      );
      sequences.push((await publisher.publish(event, { timeoutMs: 30_000 })).sequence);
    }
  };
  const writing = Promise.all([1, 2, 3, 4].map(writer));
  return {
    acked: () => sequences.length,
    stop: async () => {
      stopping = true;
      await writing;
      return sequences;
    },
  };
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const endsAt = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > endsAt) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function readAll(connection: NatsConnection, stream: string): Promise<StoredMessage[]> {
  const found: StoredMessage[] = [];
  const signal = AbortSignal.timeout(60_000);
  for await (const message of connection.events.read(stream, { start: { from: 'all' }, end: 'stop-at-end', signal })) {
    found.push(message);
  }
  return found;
}

describe('a server that is killed and comes back', () => {
  let server: NatsServer;
  let connection: NatsConnection;

  beforeAll(async () => {
    server = await startNatsServer({ onCrash: () => undefined });
    connection = await connectNats({ servers: [server.url], name: 'chaos', reconnectWaitMs: 50 });
    await applyTopology(createTopologyAdmin(connection.events), CONTRACT_TOPOLOGY, { replicas: 1 });
  });
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });

  it('has every acked message once; readers and consumers go on without gaps', async () => {
    const handled = new Map<string, number>();
    await connection.events.createConsumer(DURABLE);
    const consumer = startConsumer(
      connection,
      subscriber({
        event: Opened,
        durable: 'chaos-test',
        filterSubject: 'game.door.>',
        handle: ({ name }) => void handled.set(name, (handled.get(name) ?? 0) + 1),
      }),
      { service: 'chaos', clock },
    );
    const reading = new AbortController();
    const read: number[] = [];
    const reader = (async () => {
      const following = {
        filterSubject: 'game.door.>',
        start: { from: 'all' },
        end: 'follow',
        signal: reading.signal,
      } as const;
      for await (const { sequence } of connection.events.read('GAME', following)) read.push(sequence);
    })();
    const watching = new AbortController();
    const watched: string[] = [];
    const bucket = connection.keyValue('settings');
    const watcher = (async () => {
      for await (const change of bucket.watch('>', { signal: watching.signal })) {
        watched.push(change.kind === 'put' ? new TextDecoder().decode(change.entry.value) : change.kind);
      }
    })();

    const publishing = publishUntilStopped(connection, 'restart');
    await until(() => publishing.acked() > 200, 'first publishes');
    await server.kill();
    await server.restart();
    const before = publishing.acked();
    await until(() => publishing.acked() > before + 200, 'publishes after the restart');
    const acked = await publishing.stop();
    await bucket.put('after', text.encode('the restart'));

    const stored = await readAll(connection, 'GAME');
    expect(new Set(stored.map(({ sequence }) => sequence)).size).toBe(stored.length);
    expect(stored.map(({ sequence }) => sequence)).toEqual(expect.arrayContaining(acked));
    const ids = stored.map(({ headers }) => headers['Nats-Msg-Id']);
    expect(new Set(ids).size).toBe(ids.length);

    await until(() => read.length >= stored.length, 'the reader');
    expect(read).toEqual(stored.map(({ sequence }) => sequence));
    await until(() => handled.size >= stored.length, 'the consumer');
    await until(() => watched.includes('the restart'), 'the watch');
    reading.abort();
    watching.abort();
    await Promise.all([reader, watcher, consumer.stop()]);
  });

  it('fails with UNAVAILABLE while it is away, in the time given, and buffers nothing', async () => {
    await server.kill();
    const begun = performance.now();
    await expect(connection.events.publish('game.x', text.encode('x'), { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(performance.now() - begun).toBeLessThan(2_000);
    const stop = new AbortController();
    const cancelled = connection.events.publish('game.x', text.encode('x'), { signal: stop.signal });
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    const last = connection.events.publish('game.late', text.encode('waited'), { timeoutMs: 30_000 });
    await server.restart();
    await expect(last).resolves.toMatchObject({ stream: 'GAME' });
    expect(await connection.events.last('GAME', 'game.x')).toBeUndefined();
  });
});

describe('a cluster of three that loses the leader of a stream', () => {
  let cluster: NatsCluster;
  let connection: NatsConnection;

  beforeAll(async () => {
    cluster = await startNatsCluster({ onCrash: () => undefined });
    connection = await connectNats({ servers: cluster.urls, name: 'chaos', reconnectWaitMs: 50 });
    await applyTopology(createTopologyAdmin(connection.events), CONTRACT_TOPOLOGY, { replicas: 3 });
  });
  afterAll(async () => {
    await connection?.close();
    await cluster?.stop();
  });

  it('loses no acked message, and its consumer goes on', async () => {
    const handled = new Set<string>();
    await connection.events.createConsumer(DURABLE);
    const consumer = startConsumer(
      connection,
      subscriber({
        event: Opened,
        durable: 'chaos-test',
        filterSubject: 'game.door.>',
        handle: ({ name }) => void handled.add(name),
      }),
      { service: 'chaos', clock },
    );
    const publishing = publishUntilStopped(connection, 'leader');
    await until(() => publishing.acked() > 100, 'first publishes');
    const leader = await leaderOf(cluster, 'GAME');
    await leader.kill();
    const before = publishing.acked();
    await until(() => publishing.acked() > before + 100, 'publishes after the loss');
    const acked = await publishing.stop();
    await leader.restart();

    const stored = await readAll(connection, 'GAME');
    const sequences = new Set(stored.map(({ sequence }) => sequence));
    expect(acked.filter((sequence) => !sequences.has(sequence))).toEqual([]);
    const ids = stored.map(({ headers }) => headers['Nats-Msg-Id']);
    expect(new Set(ids).size).toBe(ids.length);
    await until(() => handled.size >= stored.length, 'the consumer');
    await consumer.stop();
  });
});

async function leaderOf(cluster: NatsCluster, stream: string): Promise<NatsServer> {
  for (const node of cluster.nodes) {
    const answer = await fetch(`${node.monitorUrl}/jsz?streams=true&accounts=true`);
    const { account_details: accounts } = (await answer.json()) as {
      account_details: { stream_detail: { name: string; cluster?: { leader?: string } }[] }[];
    };
    const details = accounts.flatMap(({ stream_detail: streams }) => streams).find(({ name }) => name === stream);
    const leader = cluster.nodes.find(({ name }) => name === details?.cluster?.leader);
    if (leader) return leader;
  }
  throw new Error(`stream ${stream} has no leader`);
}
