import { randomBytes } from 'node:crypto';
import { startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import type { StreamAdmin, StreamSnapshot } from '../../src/events/stream-admin.js';
import { MemoryEventLog } from '../../src/events/memory/memory-event-log.js';
import { applyTopology } from '../../src/events/topology/apply-topology.js';
import type { Topology } from '../../src/events/topology/topology.js';
import { connectNats } from '../../src/nats/connect-nats.js';
import { createTopologyAdmin } from '../../src/nats/jetstream-admin.js';
import { createStreamAdmin } from '../../src/nats/jetstream-stream-admin.js';
import type { NatsConnection } from '../../src/nats/nats-connection.js';

jest.setTimeout(60_000);

const TOPOLOGY: Topology = {
  streams: [{ name: 'GAME', subjects: ['game.>'] }],
  buckets: [{ name: 'flags', history: 5 }],
  consumers: [
    {
      stream: 'GAME',
      durable: 'reader',
      filterSubject: 'game.>',
      start: { from: 'all' },
      ackWaitMs: 30_000,
      maxDeliver: 5,
      maxAckPending: 100,
    },
  ],
};
/** Together larger than the server's window, so that acknowledgements must flow. */
const MESSAGE_BYTES = 100_000;
const MESSAGES = 120;

interface Place {
  readonly server: NatsServer;
  readonly connection: NatsConnection;
  readonly admin: StreamAdmin;
}

describe('createStreamAdmin', () => {
  const places: Place[] = [];
  const open = async (config?: string): Promise<Place> => {
    const server = await startNatsServer(config === undefined ? {} : { config });
    const connection = await connectNats({ servers: [server.url], name: 'admin', inboxPrefix: '_INBOX_admin' });
    const place = { server, connection, admin: createStreamAdmin(connection.events) };
    places.push(place);
    return place;
  };
  const fill = async (): Promise<Place> => {
    const place = await open();
    const { events } = place.connection;
    await applyTopology(createTopologyAdmin(events), TOPOLOGY, { replicas: 1 });
    for (let i = 0; i < MESSAGES; i += 1) {
      // Bytes that do not shrink.
      await events.publish(`game.m.${i}`, randomBytes(MESSAGE_BYTES));
    }
    await events.remove('GAME', 7);
    const taken = await events.pull('GAME', 'reader', { max: 10, waitMs: 1_000 });
    await Promise.all(taken.slice(0, 4).map((delivery) => delivery.ack()));
    return place;
  };
  const collect = async (snapshot: StreamSnapshot): Promise<Uint8Array[]> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of snapshot.chunks) chunks.push(Uint8Array.from(chunk));
    return chunks;
  };
  const replay = (snapshot: StreamSnapshot, chunks: readonly Uint8Array[]): StreamSnapshot => ({
    ...snapshot,
    chunks: (async function* () {
      yield* chunks;
    })(),
  });
  afterEach(async () => {
    for (const { connection, server } of places.splice(0)) {
      await connection.close();
      await server.stop();
    }
  });

  it('gives a stream to another server: messages, gaps, numbers, settings and how far its durables are', async () => {
    const from = await fill();
    const snapshot = await from.admin.snapshot('GAME');
    const chunks = await collect(snapshot);
    expect(from.admin.serverVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(chunks.length).toBeGreaterThan(40);
    const to = await open();
    const made = await to.admin.restore(replay(snapshot, chunks));
    const [before] = (await from.admin.streams()).filter(({ name }) => name === 'GAME');
    expect(made).toMatchObject({ messages: MESSAGES - 1, firstSequence: 1, lastSequence: MESSAGES });
    const [after] = await to.admin.streams();
    expect(after).toEqual({ ...before, config: { ...before?.config, metadata: after?.config['metadata'] } });
    for (let sequence = 1; sequence <= MESSAGES; sequence += 1) {
      const [one, other] = await Promise.all([
        from.connection.events.get('GAME', sequence),
        to.connection.events.get('GAME', sequence),
      ]);
      // Compared as bytes: jest takes minutes over so many.
      expect(Buffer.compare(one?.data ?? Buffer.of(), other?.data ?? Buffer.of())).toBe(0);
      expect({ ...other, data: '' }).toEqual({ ...one, data: '' });
    }
    const [consumer] = await to.admin.consumers('GAME');
    expect(consumer).toMatchObject({
      name: 'reader',
      durable: true,
      delivered: { streamSequence: 11 },
      ackFloor: { streamSequence: 4 },
      ackPending: 6,
      pending: MESSAGES - 11,
    });
  });

  it('gives a bucket with its history', async () => {
    const from = await fill();
    const flags = from.connection.keyValue('flags');
    await flags.put('a', Buffer.from('1'));
    await flags.put('a', Buffer.from('2'));
    const snapshot = await from.admin.snapshot('KV_flags');
    const to = await open();
    await to.admin.restore(snapshot);
    expect(Buffer.from((await to.connection.keyValue('flags').get('a'))?.value ?? []).toString()).toBe('2');
    expect(await to.admin.streams()).toMatchObject([{ name: 'KV_flags', messages: 2, lastSequence: 2 }]);
  });

  it('refuses to restore over a stream that is there, until it is removed', async () => {
    const { admin } = await fill();
    const snapshot = await admin.snapshot('GAME');
    const chunks = await collect(snapshot);
    await expect(admin.restore(replay(snapshot, chunks))).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'STREAM',
    });
    expect(await admin.remove('GAME')).toBe(true);
    expect(await admin.remove('GAME')).toBe(false);
    await expect(admin.restore(replay(snapshot, chunks))).resolves.toMatchObject({ messages: MESSAGES - 1 });
  });

  it('makes no stream of an archive that is not whole', async () => {
    const { admin } = await fill();
    const snapshot = await admin.snapshot('GAME');
    const chunks = await collect(snapshot);
    await admin.remove('GAME');
    await expect(admin.restore(replay(snapshot, chunks.slice(0, 3)))).rejects.toThrow();
    expect((await admin.streams()).map(({ name }) => name)).toEqual(['KV_flags']);
  });

  it('names a stream that is not there, and stops when told to', async () => {
    const { admin } = await fill();
    await expect(admin.snapshot('NOTHING')).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'STREAM' });
    const stop = new AbortController();
    const { chunks } = await admin.snapshot('GAME', { signal: stop.signal });
    const reading = (async () => {
      for await (const chunk of chunks) if (chunk.length > 0) stop.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  it('is there for a NATS connection only', () => {
    expect(() => createStreamAdmin(new MemoryEventLog({ clock: { now: () => 0 } }))).toThrow(TypeError);
  });
});
