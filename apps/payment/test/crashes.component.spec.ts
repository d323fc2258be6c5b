import { drawSequence } from '@bodybroker/domain';
import { MemoryStore } from '@bodybroker/storage';
import { createTestBroker, ManualClock } from '@bodybroker/testing';
import fc from 'fast-check';
import type { Deps } from '../src/deps.js';
import { accountKind } from '../src/domain/account.js';
import { captureHold, placeHold, releaseHold, remainderOf, isClosed, type Hold } from '../src/domain/hold.js';
import type { LedgerRecord } from '../src/domain/ledger-record.js';
import { credit, debit, transfer, transferAccount } from '../src/domain/move-money.js';
import { parseRecordId, recordId } from '../src/domain/record-id.js';
import { releaseCall } from '../src/ledger/release.js';
import { reverse, reverseCall } from '../src/ledger/reverse.js';
import { existingHold } from '../src/ledger/own-holds.js';
import { confirmIntent } from '../src/paying/confirm-intent.js';
import { openIntent } from '../src/paying/open-intent.js';
import { reconcileIntent } from '../src/paying/reconcile-intent.js';
import { refundIntent } from '../src/paying/refund-intent.js';
import type { Posted } from '../src/ledger/answered-before.js';
import type { StoredRecord } from '../src/ledger/ledger-stream.js';
import { followLedger } from '../src/workers/follow-ledger.js';
import type { Death } from './fuse.js';
import { startProcess } from './process.js';

const PLAYERS = ['ana', 'bo', 'cy'] as const;
type Player = (typeof PLAYERS)[number];

/** What a caller does, once for its place in the list. `nth` chooses among what there is in the ledger. */
type Action =
  | { readonly do: 'credit' | 'debit' | 'hold'; readonly player: Player; readonly amount: number }
  | { readonly do: 'transfer'; readonly player: Player; readonly to: string; readonly amount: number }
  | { readonly do: 'capture'; readonly nth: number; readonly to: string; readonly amount: number }
  | { readonly do: 'release' | 'confirm' | 'reverse' | 'undo'; readonly nth: number }
  | { readonly do: 'unhold'; readonly player: Player; readonly nth: number }
  | { readonly do: 'buy'; readonly player: Player }
  | { readonly do: 'refund'; readonly nth: number; readonly amount: number };

/** Some actions at once, each in one of two processes, which may die over them; then perhaps all of Redis is lost. */
interface Round {
  readonly actions: readonly (readonly [0 | 1, Action | { readonly repeat: number }])[];
  readonly deaths: readonly [Death | undefined, Death | undefined];
  readonly isRedisLost: boolean;
  /** Draws how long reads and writes take. */
  readonly seed: number;
}

const player = fc.constantFrom(...PLAYERS);
const amount = fc.integer({ min: 1, max: 30 });
const nth = fc.nat({ max: 5 });
const to = fc.constantFrom(...PLAYERS, 'npc.grubb');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('credit' as const), player, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('debit', 'hold'), player, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('transfer' as const), player, to, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('capture' as const), nth, to, amount }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('release', 'confirm', 'reverse', 'undo'), nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unhold' as const), player, nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('buy' as const), player }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), nth, amount }) },
);
/** What every run begins with, so that there is something to do things to. */
const OPENING: readonly Action[] = [
  ...PLAYERS.map((each): Action => ({ do: 'credit', player: each, amount: 40 })),
  { do: 'hold', player: 'ana', amount: 30 },
  { do: 'hold', player: 'bo', amount: 20 },
  { do: 'buy', player: 'cy' },
  { do: 'confirm', nth: 0 },
];

const death = fc.option(
  fc.record({ atWrite: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before', 'after') }),
  { nil: undefined },
);
const round: fc.Arbitrary<Round> = fc.record({
  actions: fc.array(
    fc.tuple(fc.constantFrom(0, 1), fc.oneof({ weight: 4, arbitrary: action }, fc.record({ repeat: fc.nat() }))),
    { minLength: 1, maxLength: 6 },
  ),
  deaths: fc.tuple(death, death),
  isRedisLost: fc.boolean(),
  seed: fc.nat(),
});

/** An action and what there was in the ledger when it was first tried: a repeat is about the same things. */
interface Call {
  readonly action: Action;
  readonly seen: readonly LedgerRecord[];
}

/** A hold that was undone by its key, as its caller was told. */
interface Undone {
  readonly account: string;
  readonly mark: string;
}

interface Answer {
  readonly key: number;
  /** The record that tells it. */
  readonly sequence: number;
}

/** Holds have marks of their own, as the name of the method is in a mark. */
const callOf = (key: number, what: Action['do']) => ({
  mark: `${what === 'hold' ? 'hold' : 'call'}-${key}`.padEnd(22, '.'),
  fingerprint: `print-${key}`,
});
/** The key of a call that was made shortly before the one with this key, or will be after it. */
const nearKey = (key: number, nthKey: number): number => Math.max(0, key - 3 + nthKey);

async function read(deps: Deps): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const stored of deps.stream.read(0)) records.push(stored);
  return records;
}

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** Does an action as the handlers do it. Undefined: there is nothing to do it to, or the rules say no. */
async function perform(deps: Deps, { action: what, seen }: Call, key: number): Promise<Posted | undefined> {
  const call = callOf(key, what.do);
  const { accounts, deliveries } = deps;
  const order = (of: number) => ({ currency: 'MARK' as const, amount: BigInt(of), reason: '', reference: '' });
  const sent = async (posted: Posted): Promise<Posted> => {
    if (posted.status !== 'unchanged') await deliveries.send(posted.stored);
    return posted;
  };
  const holds = seen.flatMap((record) => (record.kind === 'HOLD' ? [recordId('hld', record)] : []));
  const intents = seen.flatMap(({ intent }) => (intent?.version === 1 ? [intent.id] : []));
  const accountOf = (kind: 'hld' | 'pi', id: string): string => parseRecordId(kind, id)?.account ?? '';
  switch (what.do) {
    case 'credit':
      return accounts.post(what.player, { call, decide: ({ wallet }) => credit(wallet, order(what.amount)) });
    case 'debit':
      return accounts.post(what.player, { call, decide: ({ wallet }) => debit(wallet, order(what.amount)) });
    case 'hold': {
      const wish = { ...order(what.amount), expiresMs: undefined };
      return accounts.post(what.player, { call, decide: ({ wallet, nowMs }) => placeHold(wallet, wish, nowMs) });
    }
    case 'transfer': {
      const wish = { ...order(what.amount), from: what.player, to: what.to };
      return sent(await accounts.post(transferAccount(wish), { call, decide: ({ wallet }) => transfer(wallet, wish) }));
    }
    case 'capture': {
      const holdId = pick(holds, what.nth);
      if (holdId === undefined) return undefined;
      const posted = await accounts.post(accountOf('hld', holdId), {
        call,
        holdId,
        decide: ({ hold, nowMs }) => captureHold(existingHold(hold, holdId), BigInt(what.amount), what.to, nowMs),
      });
      return sent(posted);
    }
    case 'release': {
      const holdId = pick(holds, what.nth);
      if (holdId === undefined) return undefined;
      const posted = await accounts.post(accountOf('hld', holdId), {
        call,
        holdId,
        decide: ({ hold }) => releaseHold(existingHold(hold, holdId), 'RELEASED'),
      });
      return posted.status === 'unchanged' ? undefined : posted;
    }
    case 'reverse': {
      const entry = pick(seen, what.nth);
      return entry && sent(await reverse(deps, entry, '', call));
    }
    case 'undo': {
      const originalKey = nearKey(key, what.nth);
      if (originalKey === key) return undefined;
      const original = callOf(originalKey, what.do).mark;
      return sent(await reverseCall(deps, 'ana', original, { reason: '', call }));
    }
    case 'unhold': {
      const original = callOf(nearKey(key, what.nth), 'hold').mark;
      const released = await releaseCall(deps, what.player, original, call);
      return released.status === 'voided' ? undefined : released;
    }
    case 'buy': {
      const product = deps.products.get('teeth');
      const wish = { product, amount: undefined, currency: '', capture: 'AUTOMATIC', provider: 'sandbox' } as const;
      return openIntent(deps, what.player, wish, call);
    }
    case 'confirm': {
      const intentId = pick(intents, what.nth);
      return intentId === undefined ? undefined : confirmIntent(deps, intentId, 'pm_ok', call);
    }
    case 'refund': {
      const intentId = pick(intents, what.nth);
      if (intentId === undefined) return undefined;
      await refundIntent(deps, intentId, { amount: BigInt(what.amount), reason: '', asker: 'trusted' }, call);
      return undefined;
    }
  }
}

/** Takes none to a few turns of the event loop's inner queue. */
function lagOf(seed: number): () => Promise<void> {
  const next = drawSequence('lag', seed);
  return async () => {
    for (let turns = Math.floor(next() ** 3 * 40); turns > 0; turns -= 1) await Promise.resolve();
  };
}

/** Nothing from nowhere, nothing below 0, nothing held without a hold; each call and each arrival once. */
async function checkLedger(deps: Deps): Promise<void> {
  const records = await read(deps);
  const { audit, findings } = await deps.audits.ledger();
  expect(findings).toEqual([]);
  for (const { sum } of audit.sums()) expect(sum).toBe(0n);
  for (const [account, { wallet }] of audit.accounts) {
    const holds = new Map<string, Hold>();
    for (const { record } of records) {
      if (record.account === account && record.hold !== undefined) holds.set(record.hold.id, record.hold);
    }
    const open = [...holds.values()].filter((hold) => !isClosed(hold));
    const held = open.reduce((sum, hold) => sum + remainderOf(hold), 0n);
    expect(wallet.balances['MARK']?.held ?? 0n).toBe(held);
    expect(wallet.openHolds).toBe(open.length);
    if (accountKind(account) !== 'player') continue;
    for (const { available } of Object.values(wallet.balances)) expect(available).toBeGreaterThanOrEqual(0n);
  }
  const marks = records.flatMap(({ record: { account, call, marks: own = [] } }) => [
    ...(call?.state === 'done' ? [`${account} ${call.mark}`] : []),
    ...own.map((mark) => `${account} ${mark}`),
  ]);
  expect(new Set(marks).size).toBe(marks.length);
  for (const { record } of records) {
    const { intent } = record;
    if (intent === undefined) continue;
    const back = intent.refunds.reduce((sum, { status, amount: of }) => (status === 'FAILED' ? sum : sum + of), 0n);
    expect(back).toBeLessThanOrEqual(intent.capturedAmount);
  }
}

/** Once a hold was undone by its key nothing is held by it, whichever came first. */
async function checkUndone(deps: Deps, undone: readonly Undone[]): Promise<void> {
  const records = await read(deps);
  for (const { account, mark } of undone) {
    const own = records.filter(({ record }) => record.account === account);
    const standing = own.filter(({ record: { call, marks = [] } }) => call?.mark === mark || marks.includes(mark));
    expect(standing).toHaveLength(1);
    const made = standing[0]?.record;
    if (made?.kind === 'VOID') continue;
    expect(made?.kind).toBe('HOLD');
    const last = own.findLast(({ record }) => record.hold?.id === made?.hold?.id)?.record.hold;
    expect(last && isClosed(last)).toBe(true);
  }
}

/** All that time would bring: what is under way arrives, providers are asked. */
async function settle(deps: Deps): Promise<void> {
  for (const { record, sequence } of await read(deps)) {
    await deps.deliveries.deliver({ record, sequence });
    if (record.intent?.version === 1) await reconcileIntent(deps, record.intent.id);
  }
}

describe('the ledger', () => {
  it('keeps its promises through any order of calls, repeats and crashes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 6 }), async (rounds) => {
        const clock = new ManualClock();
        const { events } = createTestBroker();
        let store = new MemoryStore('payment', { clock });
        const answers: Answer[] = [];
        const undone: Undone[] = [];
        const calls: Call[] = [];
        const opening = startProcess(events, store, clock);
        for (const step of OPENING) {
          const call = { action: step, seen: (await read(opening)).map(({ record }) => record) };
          const posted = await perform(opening, call, calls.push(call) - 1);
          if (posted !== undefined && posted.status !== 'unchanged') {
            answers.push({ key: calls.length - 1, sequence: posted.stored.sequence });
          }
        }
        for (const { actions, deaths, isRedisLost, seed } of rounds) {
          clock.advance(1000);
          const processes = deaths.map((each, index) => startProcess(events, store, clock, each, lagOf(seed + index)));
          const seen = (await read(startProcess(events, store, clock))).map(({ record }) => record);
          await Promise.all(
            actions.map(async ([processIndex, step]) => {
              const key = 'repeat' in step ? step.repeat % (calls.length + 1) : calls.length;
              const call = 'repeat' in step ? calls[key] : { action: step, seen };
              if (call === undefined) return;
              if (!('repeat' in step)) calls.push(call);
              const deps = processes[processIndex];
              const answer =
                deps &&
                (await perform(deps, call, key).then(
                  (posted) => ({ posted }),
                  () => undefined,
                ));
              const { action: what } = call;
              if (answer !== undefined && what.do === 'unhold') {
                undone.push({ account: what.player, mark: callOf(nearKey(key, what.nth), 'hold').mark });
              }
              const posted = answer?.posted;
              if (posted === undefined || posted.status === 'unchanged') return;
              answers.push({ key, sequence: posted.stored.sequence });
            }),
          );
          if (isRedisLost) store = new MemoryStore('payment', { clock });
          await checkLedger(startProcess(events, store, clock));
          await checkUndone(startProcess(events, store, clock), undone);
        }
        const survivor = startProcess(events, store, clock);
        await settle(survivor);
        await followLedger(survivor, new AbortController().signal);
        await checkLedger(survivor);
        const { audit } = await survivor.audits.ledger();
        for (const { inTransit } of audit.sums()) expect(inTransit).toBe(0n);
        // Whoever got an answer gets it again, and nobody got two.
        const markOf = (key: number): string => callOf(key, calls[key]?.action.do ?? 'credit').mark;
        const ends = (await read(survivor)).filter(({ record }) => record.call?.state === 'done');
        for (const { key, sequence } of answers) {
          const told = ends.filter(({ record }) => record.call?.mark === markOf(key));
          expect(told.map((each) => each.sequence)).toEqual([sequence]);
        }
        for (const name of PLAYERS) expect((await survivor.audits.account(name)).findings).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
