import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PaymentServiceClient } from '@bodybroker/contracts-payment';
import {
  connectNats,
  createClient,
  createStreamAdmin,
  formatActor,
  HEADER,
  NatsRpcTransport,
  type ConsumerReport,
  type NatsConnection,
  type StoredMessage,
} from '@bodybroker/nats-sdk';
import type { Manifest } from '../src/backup/manifest.js';
import { Backend } from './backend.js';
import { runCommand } from './run-command.js';

jest.setTimeout(180_000);

/** A durable of the topology, moved on by hand: its service does not run here. */
const DURABLE = 'quest-system-game';
const PLAYERS = ['acc_ash', 'acc_birch', 'acc_cedar'] as const;

describe('ops backup and restore', () => {
  const backend = new Backend();
  const scratch = mkdtempSync(join(tmpdir(), 'ops-backup-'));
  const folder = join(scratch, 'saved');
  let connection: NatsConnection;
  const ops = (...words: string[]) => runCommand(words, { environment: backend.environment });
  const payment = () => createClient(PaymentServiceClient, new NatsRpcTransport(connection, { name: 'test' }));
  const asAdmin = { headers: { [HEADER.actor]: formatActor({ kind: 'admin', id: 'test' }) } };

  /** Everything the server has: each message of each stream, and where each durable stands. */
  const everything = async () => {
    const admin = createStreamAdmin(connection.events);
    const messages: Record<string, StoredMessage[]> = {};
    const consumers: Record<string, ConsumerReport[]> = {};
    for (const { name, firstSequence, lastSequence } of await admin.streams()) {
      messages[name] = [];
      // One by one: a work queue lets nobody just read.
      for (let sequence = Math.max(1, firstSequence); sequence <= lastSequence; sequence += 1) {
        const message = await connection.events.get(name, sequence);
        if (message) messages[name].push(message);
      }
      consumers[name] = (await admin.consumers(name)).filter(({ durable }) => durable);
    }
    return { messages, consumers };
  };
  const wallets = () =>
    Promise.all(PLAYERS.map(async (playerId) => (await payment().getWallet({ playerId })).balances));

  let before: Awaited<ReturnType<typeof everything>>;
  let walletsBefore: Awaited<ReturnType<typeof wallets>>;

  beforeAll(async () => {
    await backend.startServers();
    await backend.applyStreams();
    await backend.startService('payment');
    connection = await connectNats({ servers: [backend.nats.url], name: 'test' });
    const money = { currency: 'MARK', reason: 'test', reference: 'test' };
    for (let i = 0; i < 60; i += 1) {
      const playerId = PLAYERS[i % PLAYERS.length] ?? '';
      await payment().creditWallet({ ...money, playerId, amount: BigInt(10 + i) }, { idempotencyKey: `credit-${i}` });
    }
    await payment().debitWallet({ ...money, playerId: 'acc_ash', amount: 7n }, { idempotencyKey: 'debit' });
    const flags = connection.keyValue('flags');
    for (const value of ['off', 'on']) await flags.put('night-market', Buffer.from(value));
    await flags.put('gone', Buffer.from('x'));
    await flags.delete('gone');
    // The durable has handled some, and holds others that it has not answered.
    await untilTold(61);
    const taken = await connection.events.pull('GAME_EVENTS', DURABLE, { max: 20, waitMs: 2_000 });
    expect(taken).toHaveLength(20);
    await Promise.all(taken.slice(0, 12).map((delivery) => delivery.ack()));
    await backend.stopServices();
    before = await everything();
    await backend.startService('payment');
    walletsBefore = await wallets();
    await backend.stopServices();
  });
  const untilTold = async (count: number): Promise<void> => {
    for (let i = 0; i < 200; i += 1) {
      if (((await connection.events.stream('GAME_EVENTS'))?.messages ?? 0) >= count) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error('the events are not published');
  };
  afterAll(async () => {
    await connection?.close();
    await backend.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('saves all streams and buckets, with checksums, into an empty folder only', async () => {
    const { code, json, error } = await ops('backup', folder, '--json');
    expect(error).toContain('saving PAYMENT_LEDGER');
    expect(code).toBe(0);
    const manifest = json<Manifest>();
    expect(manifest.streams.map(({ name }) => name)).toEqual(Object.keys(before.messages));
    for (const { name, messages, parts } of manifest.streams) {
      expect([name, messages]).toEqual([name, before.messages[name]?.length]);
      for (const { file, bytes } of parts) expect(statSync(join(folder, file)).size).toBe(bytes);
    }
    expect(before.messages['PAYMENT_LEDGER']?.length).toBeGreaterThanOrEqual(61);
    expect((await ops('backup', folder)).code).toBe(3);
    expect((await ops('backup', join(scratch, 'other'), '--stream', 'NOTHING')).error).toContain('no stream NOTHING');
  });

  it('restores into an empty server: every message, every position', async () => {
    await connection.close();
    await backend.loseServers();
    await backend.startServers();
    connection = await connectNats({ servers: [backend.nats.url], name: 'test' });
    expect(await createStreamAdmin(connection.events).streams()).toEqual([]);

    const dry = await ops('restore', folder, '--dry-run');
    expect([dry.code, await createStreamAdmin(connection.events).streams()]).toEqual([0, []]);
    const { code, out } = await ops('restore', folder);
    expect(out).toMatch(/^PAYMENT_LEDGER +\d+ +\d+ +0 +yes$/m);
    expect(out).not.toContain('NO');
    expect(code).toBe(0);

    const after = await everything();
    expect(Object.keys(after.messages)).toEqual(Object.keys(before.messages));
    for (const [stream, messages] of Object.entries(before.messages)) expect(after.messages[stream]).toEqual(messages);
    for (const [stream, consumers] of Object.entries(before.consumers)) {
      const places = (all: readonly ConsumerReport[] = []) =>
        all.map(({ name, delivered, ackFloor, ackPending, pending }) => ({
          name,
          delivered,
          ackFloor,
          ackPending,
          pending,
        }));
      expect(places(after.consumers[stream])).toEqual(places(consumers));
    }
    expect(after.consumers['GAME_EVENTS']?.find(({ name }) => name === DURABLE)).toMatchObject({
      delivered: { streamSequence: 20 },
      ackFloor: { streamSequence: 12 },
      ackPending: 8,
    });
  });

  it('lets the services go on: balances come from the ledger, nothing is done twice, the durable continues', async () => {
    // Redis is empty: what it had was lost with its server.
    await backend.startService('payment');
    expect(await wallets()).toEqual(walletsBefore);
    const credit = { playerId: 'acc_ash', currency: 'MARK', amount: 10n, reason: 'test', reference: 'test' };
    await payment().creditWallet(credit, { idempotencyKey: 'credit-0' });
    expect(await wallets()).toEqual(walletsBefore);
    await payment().creditWallet({ ...credit, amount: 5n }, { idempotencyKey: 'after' });
    const audit = await payment().auditLedger({}, asAdmin);
    expect(audit).toMatchObject({ consistent: true, findings: [] });
    const next = await connection.events.pull('GAME_EVENTS', DURABLE, { max: 1, waitMs: 2_000 });
    expect(next.map(({ sequence }) => sequence)).toEqual([21]);
    await backend.stopServices();
    expect((await connection.keyValue('flags').keys()).sort()).toEqual(['night-market']);
    // What the topology declares is what was restored.
    await backend.applyStreams();
  });

  it('does not overwrite unless told to, and asks before it loses messages', async () => {
    const last = (await connection.events.stream('PAYMENT_LEDGER'))?.lastSequence ?? 0;
    const refused = await ops('restore', folder, '--stream', 'PAYMENT_LEDGER');
    expect(refused.code).toBe(3);
    expect(refused.error).toContain('already there: PAYMENT_LEDGER');
    expect((await ops('restore', folder, '--stream', 'PAYMENT_LEDGER', '--overwrite')).code).toBe(3);
    expect((await connection.events.stream('PAYMENT_LEDGER'))?.lastSequence).toBe(last);
    expect((await ops('restore', folder, '--stream', 'PAYMENT_LEDGER', '--overwrite', '--yes')).code).toBe(0);
    expect((await connection.events.stream('PAYMENT_LEDGER'))?.lastSequence).toBe(
      before.messages['PAYMENT_LEDGER']?.length,
    );
  });

  it('changes nothing when a file of the backup is damaged or missing', async () => {
    const { streams } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    const [part] = streams.find(({ name }) => name === 'GAME_EVENTS')?.parts ?? [];
    const file = join(folder, part?.file ?? '');
    const bytes = readFileSync(file);
    const bad = Buffer.from(bytes);
    bad[bad.length >> 1] = (bad[bad.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bad);
    const before = await everything();
    const { code, error } = await ops('restore', folder, '--overwrite', '--yes');
    expect([code, error]).toEqual([1, expect.stringContaining(`${part?.file} is not what was saved`)]);
    rmSync(file);
    expect((await ops('restore', folder, '--overwrite', '--yes')).error).toContain('cannot be read');
    expect(await everything()).toEqual(before);
    writeFileSync(file, bytes);
    expect((await ops('restore', scratch)).error).toContain('holds no finished backup');
  });
});
