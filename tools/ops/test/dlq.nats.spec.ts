import {
  connectNats,
  listDeadLetters,
  publishDeadLetter,
  type DeadLetterFailure,
  type NatsConnection,
} from '@bodybroker/nats-sdk';
import type { ChildProcess } from 'node:child_process';
import { Backend } from './backend.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

interface Letter {
  readonly sequence: string;
}

describe('ops dlq', () => {
  const backend = new Backend();
  let eventBus: ChildProcess;
  let connection: NatsConnection;
  const dlq = (...words: string[]) => runCommand(['dlq', ...words], { environment: backend.environment });
  const sequences = async (...flags: string[]): Promise<string[]> =>
    (await dlq('list', '--json', ...flags)).json<Letter[]>().map(({ sequence }) => sequence);

  /** An event that a consumer gave up, as consumers do it. */
  const giveUp = async (subject: string, durable: string, failure: Partial<DeadLetterFailure> = {}) => {
    const { events } = connection;
    const { stream, sequence } = await events.publish(subject, Buffer.from(`body of ${subject}`), {
      headers: { 'Event-Id': subject },
    });
    const message = await events.get(stream, sequence);
    if (message === undefined) throw new Error('it was just stored');
    const whole = {
      code: 'UNAVAILABLE',
      reason: 'MODEL_DOWN',
      attempts: 5,
      failedAtMs: Date.now(),
      ...failure,
    } as const;
    return String((await publishDeadLetter(events, message, durable, whole)).sequence);
  };
  const eventsIn = async (stream: string): Promise<number> => (await connection.events.stream(stream))?.messages ?? 0;

  beforeAll(async () => {
    await backend.startServers();
    await backend.applyStreams();
    eventBus = await backend.startService('event-bus');
    connection = await connectNats({ servers: [backend.nats.url], name: 'test' });
  });
  afterEach(async () => {
    for (const { sequence } of await listDeadLetters(connection.events, { limit: 1000 })) {
      await connection.events.remove('DLQ', sequence);
    }
  });
  afterAll(async () => {
    await connection.close();
    await backend.stop();
  });

  it('lists by where they came from, who gave them up, why and when', async () => {
    const old = Date.now() - 3_600_000;
    const a = await giveUp('game.part.harvested.p1', 'npc-behavior-parts');
    const b = await giveUp('game.quest.completed.p1', 'npc-behavior-quests', { failedAtMs: old });
    const c = await giveUp('sys.ai.generation_failed._', 'ai-router-generations', {
      code: 'INVALID_ARGUMENT',
      reason: 'UNDECODABLE',
    });
    expect(await sequences()).toEqual([a, b, c]);
    expect(await sequences('--stream', 'GAME_EVENTS')).toEqual([a, b]);
    expect(await sequences('--consumer', 'npc-behavior-quests')).toEqual([b]);
    expect(await sequences('--subject', 'game.part.>')).toEqual([a]);
    expect(await sequences('--reason', 'UNDECODABLE')).toEqual([c]);
    expect(await sequences('--code', 'UNAVAILABLE', '--newer-than', '30')).toEqual([a]);
    expect(await sequences('--older-than', '30')).toEqual([b]);
    expect(await sequences('--limit', '2')).toEqual([a, b]);
    expect((await dlq('list')).out).toMatch(/UNAVAILABLE MODEL_DOWN +GAME_EVENTS \d+ +game\.part\.harvested\.p1/);
  });

  it('finds a match behind many pages', async () => {
    for (let i = 0; i < 230; i += 1) await giveUp(`game.many.m${i}._`, 'many');
    const last = await giveUp('game.rare._', 'many', { reason: 'RARE' });
    expect(await sequences('--reason', 'RARE')).toEqual([last]);
  });

  it('shows one with its bytes, also while event-bus is down', async () => {
    const sequence = await giveUp('game.shown._', 'reader');
    await backend.stopService(eventBus);
    const { json, code } = await dlq('show', sequence, '--json');
    expect(json()).toMatchObject({
      from: { stream: 'GAME_EVENTS', subject: 'game.shown._', durable: 'reader' },
      failure: { code: 'UNAVAILABLE', reason: 'MODEL_DOWN', attempts: 5 },
      headers: { 'Event-Id': 'game.shown._' },
      data: Buffer.from('body of game.shown._').toString('base64'),
    });
    expect(code).toBe(0);
    eventBus = await backend.startService('event-bus');
    expect((await dlq('show', '999999')).error).toContain('there is no dead letter 999999');
    expect((await dlq('show', 'x')).code).toBe(2);
  });

  it('redrives only when told so, each once, however often it is run', async () => {
    const a = await giveUp('game.again.a.p1', 'reader');
    const b = await giveUp('game.again.b.p1', 'reader');
    const before = await eventsIn('GAME_EVENTS');

    const dry = await dlq('redrive', '--consumer', 'reader', '--dry-run');
    expect([dry.code, await sequences()]).toEqual([0, [a, b]]);
    const unasked = await dlq('redrive', '--consumer', 'reader');
    expect(unasked.code).toBe(3);
    expect(unasked.error).toContain('add --yes');
    expect(await sequences()).toEqual([a, b]);

    const done = await dlq('redrive', a, '--yes', '--json', '--operator', 'vell');
    expect(done.json()).toMatchObject([{ sequence: a, outcome: 'done' }]);
    // At the same time, by two operators.
    const both = await Promise.all([dlq('redrive', '--all', '--yes'), dlq('redrive', '--all', '--yes')]);
    expect(both).toEqual([expect.objectContaining({ code: 0 }), expect.objectContaining({ code: 0 })]);
    expect((await dlq('redrive', b, '--yes')).code).toBe(0);
    expect(await sequences()).toEqual([]);
    expect(await eventsIn('GAME_EVENTS')).toBe(before + 2);
    const sent = await connection.events.last('GAME_EVENTS', 'game.again.b.p1');
    expect(sent?.headers).toMatchObject({ 'Event-Id': 'game.again.b.p1', 'Redriven-From': b });
    expect(Buffer.from(sent?.data ?? []).toString()).toBe('body of game.again.b.p1');
  });

  it('is content when somebody else was faster while it asked', async () => {
    const a = await giveUp('game.faster._', 'reader');
    const { code, out } = await runCommand(['dlq', 'discard', a, '--because', 'junk'], {
      environment: backend.environment,
      world: { confirm: () => connection.events.remove('DLQ', Number(a)) },
    });
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`${a} +gone`))]);
  });

  it('redrives no more than the limit, the oldest first', async () => {
    const [a, b, c] = [
      await giveUp('game.n.a._', 'n'),
      await giveUp('game.n.b._', 'n'),
      await giveUp('game.n.c._', 'n'),
    ];
    expect((await dlq('redrive', '--all', '--limit', '2', '--yes')).out).toMatch(
      new RegExp(`${a} +done[^]*${b} +done`),
    );
    expect(await sequences()).toEqual([c]);
  });

  it('discards for a reason only', async () => {
    const a = await giveUp('game.junk._', 'reader');
    expect((await dlq('discard', a, '--yes')).error).toContain('--because is needed');
    expect((await dlq('discard', '--because', 'junk', '--yes')).error).toContain('say which to discard');
    expect(await sequences()).toEqual([a]);
    expect((await dlq('discard', a, '--because', 'junk', '--yes')).code).toBe(0);
    expect(await sequences()).toEqual([]);
  });

  it('says when event-bus does not answer', async () => {
    await backend.stopService(eventBus);
    const { code, error } = await dlq('list');
    expect(code).toBe(1);
    expect(error).toMatch(/event-bus/);
    eventBus = await backend.startService('event-bus');
  });
});
