import type { Store } from '@bodybroker/storage';
import { NO_USAGE } from '../src/domain/answer.js';
import type { GenerationRecord } from '../src/domain/generation-record.js';
import type { StreamChunk } from '../src/domain/stream-chunk.js';
import { generationEnded } from '../src/publishers/generation-ended.js';
import { AnswerCache } from '../src/storage/answer-cache.js';
import { ChunkLog } from '../src/storage/chunk-log.js';
import { GenerationRecords } from '../src/storage/generation-records.js';
import { LiveStreams } from '../src/storage/live-streams.js';
import { TokenBudgets } from '../src/storage/token-budgets.js';
import { refused } from './ask-ai.js';

/** A store to test on, and a clock that can be moved (the store's own may be another). */
export interface StorageUnderTest {
  readonly store: Store;
  readonly clock: { now(): number; advance(ms: number): void };
}

const random = (): number => 0.5;
let ids = 0;
const newId = (prefix: string): string => `${prefix}_${process.pid}_${(ids += 1)}`;

/** What the storage of ai-integration does, on whatever store. */
export function describeStorage(open: () => StorageUnderTest): void {
  let under: StorageUnderTest;

  beforeEach(() => {
    under = open();
  });

  describe('records', () => {
    const recordOf = (id: string): GenerationRecord => ({
      id,
      owner: 'player:p1',
      decisionId: '',
      delivery: 'STREAM',
      state: 'RUNNING',
      startedMs: under.clock.now(),
      aliveUntilMs: under.clock.now() + 15_000,
      text: '',
      finishReason: 'STOP',
      usage: { ...NO_USAGE, costMicros: 2n ** 60n },
      modelRef: '',
      provider: '',
    });
    const told = (record: GenerationRecord) =>
      generationEnded(record, {
        clock: under.clock,
        attempts: [],
        target: 'x',
        code: 'CANCELLED',
        ttftMs: 0,
        latencyMs: 1,
      });

    it('come back as they were, money to the last digit', async () => {
      const records = new GenerationRecords(under.store, { clock: under.clock, random });
      const record = recordOf(newId('gen'));
      await records.create(record);
      expect(await records.require(record.id)).toEqual(record);
      await expect(records.require('gen_none')).rejects.toEqual(refused('GENERATION_NOT_FOUND'));
    });

    it('stay cancelled when they were cancelled before their end came', async () => {
      const records = new GenerationRecords(under.store, { clock: under.clock, random });
      const record = recordOf(newId('gen'));
      await records.create(record);
      expect(await records.keepAlive(record.id)).toBe('go-on');
      expect(await records.cancel(record.id, told)).toBe(true);
      expect(await records.cancel(record.id, told)).toBe(false);
      expect(await records.keepAlive(record.id)).toBe('stop');
      const ended: GenerationRecord = { ...record, state: 'DONE', text: 'Late.', lastSequence: 3 };
      expect(await records.finish(ended, told(ended), [])).toEqual({
        ...ended,
        state: 'CANCELLED',
        finishReason: 'CANCELLED',
      });
      const backlog = await under.store.outbox.backlog();
      // It is told once, by who ended it first.
      expect(backlog.reduce((sum, count) => sum + count, 0)).toBe(1);
    });

    it('end once: a cancel after the end does nothing', async () => {
      const records = new GenerationRecords(under.store, { clock: under.clock, random });
      const record = recordOf(newId('gen'));
      await records.create(record);
      await records.finish({ ...record, state: 'DONE' }, told(record), []);
      expect(await records.cancel(record.id, told)).toBe(false);
    });
  });

  describe('chunks', () => {
    const delta = (sequence: number): StreamChunk => ({ kind: 'delta', sequence, text: `w${sequence} ` });

    it('are read in order from any of them, up to a gap', async () => {
      const log = new ChunkLog(under.store);
      const id = newId('gen');
      await log.append(id, [delta(0), delta(1)]);
      await log.append(id, [delta(2), delta(4)]);
      expect(await log.read(id, 1, 10)).toEqual([delta(1), delta(2)]);
      expect(await log.read(id, 0, 2)).toEqual([delta(0), delta(1)]);
      expect(await log.read(id, 3, 10)).toEqual([]);
      expect(await log.text(id)).toBe('w0 w1 w2 ');
    });

    it('give a long text whole', async () => {
      const log = new ChunkLog(under.store);
      const id = newId('gen');
      const chunks = Array.from({ length: 600 }, (_, sequence) => delta(sequence));
      await log.append(id, chunks);
      expect(await log.text(id)).toBe(chunks.map((_, sequence) => `w${sequence} `).join(''));
    });
  });

  it('finds an answer under its own key only', async () => {
    const answers = new AnswerCache(under.store);
    const key = newId('key');
    const answer = {
      text: 'Yes.',
      finishReason: 'STOP',
      usage: NO_USAGE,
      modelRef: 'narrator:1',
      provider: 'embedded',
    } as const;
    await answers.keep(key, answer);
    expect(await answers.find(key)).toEqual(answer);
    expect(await answers.find(newId('key'))).toBeUndefined();
  });

  it('counts reservations against the budget of the hour and gives back what was not used', async () => {
    const budgets = new TokenBudgets(under.store, { clock: under.clock, limitTokens: 100 });
    const player = newId('p');
    const first = await budgets.reserve(player, 80);
    await expect(budgets.reserve(player, 30)).rejects.toEqual(refused('TOKEN_BUDGET'));
    await first.settle(10);
    await budgets.reserve(player, 90);
    await expect(budgets.reserve(player, 1)).rejects.toEqual(refused('TOKEN_BUDGET'));
    under.clock.advance(3_600_000);
    await budgets.reserve(player, 100);
  });

  it('admits no more streams than allowed, however many come at once, and forgets those of the dead', async () => {
    const options = { clock: under.clock, random, limit: 3 };
    const player = newId('p');
    const replicas = [new LiveStreams(under.store, options), new LiveStreams(under.store, options)];
    const tries = await Promise.allSettled(
      [1, 2, 3, 4, 5, 6].map((n) => replicas[n % 2]?.enter(player, `s${n}`) ?? Promise.resolve()),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const [streams] = replicas;
    under.clock.advance(10_000);
    const kept = tries.findIndex(({ status }) => status === 'fulfilled') + 1;
    await streams?.renew(player, `s${kept}`);
    under.clock.advance(6000);
    await streams?.enter(player, 'a');
    await streams?.enter(player, 'b');
    await expect(streams?.enter(player, 'c')).rejects.toEqual(refused('STREAM_LIMIT'));
    await streams?.leave(player, 'a');
    await streams?.enter(player, 'c');
  });
}
