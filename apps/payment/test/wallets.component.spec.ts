import { EntryKind, WalletChanged } from '@bodybroker/contracts-payment';
import { publishedEvents } from '@bodybroker/testing';
import { MemoryStore } from '@bodybroker/storage';
import {
  asAdmin,
  asPlayer,
  asService,
  balance,
  newPlayer,
  once,
  refused,
  startPayment,
  type Payment,
} from './caller.js';
import { HOUR_MS, mark, startWallets, type Wallets } from './wallet-rig.js';

describe('wallets', () => {
  let rig: Wallets;
  beforeEach(async () => {
    rig = await startWallets();
  });
  afterEach(() => rig.harness.stop());

  it('are empty at first, and hold what they were given less what was taken', async () => {
    expect(await rig.payment.getWallet({ playerId: rig.player })).toEqual({
      playerId: rig.player,
      balances: [],
      version: 0n,
      frozen: false,
    });
    const credited = await rig.payment.creditWallet(mark(rig.player, 100n), once());
    expect(credited).toMatchObject({
      entryId: `ent_${rig.player}_1`,
      kind: EntryKind.CREDIT,
      amount: 100n,
      availableDelta: 100n,
      heldDelta: 0n,
      availableAfter: 100n,
      counterAccount: 'house.treasury',
      reason: 'r',
      reference: 'ref',
      version: 1n,
    });
    await rig.payment.debitWallet(mark(rig.player, 30n), once());
    await rig.payment.creditWallet({ ...mark(rig.player, 7n), currency: 'TOOTH' }, once());
    expect(await asPlayer(rig.harness, rig.player).getWallet({ playerId: rig.player })).toMatchObject({
      balances: [
        { currency: 'MARK', available: 70n, held: 0n },
        { currency: 'TOOTH', available: 7n, held: 0n },
      ],
      version: 3n,
    });
  });

  it('never fall below 0, however many take at once; each change is told once', async () => {
    await rig.payment.creditWallet(mark(rig.player, 60n), once());
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, () => rig.payment.debitWallet(mark(rig.player, 1n), once())),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
    const reasons = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason as { details: object }] : []));
    expect(reasons[0]).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'INSUFFICIENT_FUNDS',
      details: { available: '0', currency: 'MARK', needed: '1' },
    });
    expect(await balance(rig.payment, rig.player)).toEqual([0n, 0n]);
    const told = await publishedEvents(rig.harness.broker, WalletChanged, 61);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(61);
    expect(told.at(-1)).toMatchObject({
      playerId: rig.player,
      payload: { available: 0n, entryId: `ent_${rig.player}_61` },
    });
    expect(await asAdmin(rig.harness).auditLedger({})).toMatchObject({
      consistent: true,
      records: 61n,
      sums: [{ currency: 'MARK', sum: 0n, inTransit: 0n }],
    });
  });

  it('do a call once for its key, for ever, and answer repeats the same', async () => {
    const options = once();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => rig.payment.creditWallet(mark(rig.player, 5n), options)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    rig.clock.advance(400 * 24 * HOUR_MS);
    expect(await rig.payment.creditWallet(mark(rig.player, 5n), options)).toEqual(answers[0]);
    expect(await balance(rig.payment, rig.player)).toEqual([5n, 0n]);
    await expect(rig.payment.creditWallet(mark(rig.player, 6n), options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
    // The key belongs to the caller and the method.
    await rig.payment.debitWallet(mark(rig.player, 1n), options);
    await asAdmin(rig.harness).creditWallet(mark(rig.player, 1n), options);
    expect(await balance(rig.payment, rig.player)).toEqual([5n, 0n]);
  });

  it('do not remember a call that was refused', async () => {
    const options = once();
    await expect(rig.payment.debitWallet(mark(rig.player, 5n), options)).rejects.toEqual(refused('INSUFFICIENT_FUNDS'));
    await rig.payment.creditWallet(mark(rig.player, 5n), once());
    await rig.payment.debitWallet(mark(rig.player, 5n), options);
    expect(await balance(rig.payment, rig.player)).toEqual([0n, 0n]);
  });

  it.each([
    ['an amount of 0', { amount: 0n }],
    ['an amount below 0', { amount: -1n }],
    ['an amount above the limit', { amount: 10n ** 12n + 1n }],
    ['an unknown currency', { currency: 'GOLD' }],
    ['a real currency', { currency: 'EUR' }],
    ['no currency', { currency: '' }],
    ['a hostile currency', { currency: '{"$n":"1"}' }],
    ['an account of no kind', { playerId: 'bank.of-england' }],
    ['the account of what is under way', { playerId: 'house.transit' }],
    ['a long reason', { reason: 'x'.repeat(201) }],
  ])('refuse %s', async (_case, change) => {
    const bad = rig.payment.creditWallet({ ...mark(rig.player, 1n), ...change }, once());
    await expect(bad).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('need a key, and services to move money', async () => {
    await expect(rig.payment.creditWallet(mark(rig.player, 1n))).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    const own = asPlayer(rig.harness, rig.player);
    await expect(own.creditWallet(mark(rig.player, 1n), once())).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(own.getWallet({ playerId: newPlayer() })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(own.auditWallet({ playerId: rig.player })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('take odd texts as texts', async () => {
    const entry = await rig.payment.creditWallet(
      { ...mark(rig.player, 1n), reason: '{"$n":"5"}', reference: '💀\u0000"' },
      once(),
    );
    expect(entry).toMatchObject({ reason: '{"$n":"5"}', reference: '💀\u0000"' });
    expect((await rig.payment.listLedgerEntries({ playerId: rig.player })).entries).toEqual([entry]);
  });

  it('list entries newest first, by currency and time, in pages', async () => {
    for (let n = 1n; n <= 5n; n += 1n) {
      await rig.payment.creditWallet({ ...mark(rig.player, n), currency: n % 2n === 0n ? 'TOOTH' : 'MARK' }, once());
      rig.clock.advance(1000);
    }
    const amounts = async (filter: object) =>
      (await rig.payment.listLedgerEntries({ playerId: rig.player, ...filter })).entries.map(({ amount }) => amount);
    expect(await amounts({})).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(await amounts({ currency: 'TOOTH' })).toEqual([4n, 2n]);
    const startMs = BigInt(Date.UTC(2026, 0, 1));
    expect(await amounts({ fromMs: startMs + 1000n, toMs: startMs + 3000n })).toEqual([3n, 2n]);
    const first = await rig.payment.listLedgerEntries({ playerId: rig.player, pageSize: 2 });
    const second = await rig.payment.listLedgerEntries({
      playerId: rig.player,
      pageSize: 9,
      pageToken: first.nextPageToken,
    });
    expect([...first.entries, ...second.entries].map(({ amount }) => amount)).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(second.nextPageToken).toBe('');
    const other = rig.payment.listLedgerEntries({
      playerId: rig.player,
      currency: 'MARK',
      pageToken: first.nextPageToken,
    });
    await expect(other).rejects.toEqual(refused('BAD_PAGE_TOKEN'));
  });

  it('take nothing new once their owner is gone, but what was under way', async () => {
    await rig.payment.creditWallet(mark(rig.player, 50n), once());
    const { holdId } = await rig.payment.holdFunds(mark(rig.player, 20n), once());
    await rig.close(rig.player);
    await expect(rig.payment.creditWallet(mark(rig.player, 1n), once())).rejects.toEqual(refused('ACCOUNT_FROZEN'));
    await expect(rig.payment.debitWallet(mark(rig.player, 1n), once())).rejects.toEqual(refused('ACCOUNT_FROZEN'));
    const gift = { fromAccount: 'npc.grubb', toAccount: rig.player, currency: 'MARK', amount: 1n };
    await expect(rig.payment.transferFunds(gift, once())).rejects.toEqual(refused('ACCOUNT_FROZEN'));
    await rig.payment.captureHold({ holdId, amount: 5n, toAccount: 'house.shop' }, once());
    expect(await balance(rig.payment, rig.player)).toEqual([30n, 15n]);
  });

  it('are audited against the ledger, and made anew where they lie', async () => {
    await rig.payment.creditWallet(mark(rig.player, 50n), once());
    expect(await asAdmin(rig.harness).auditWallet({ playerId: rig.player })).toMatchObject({
      consistent: true,
      balances: [{ available: 50n, projectedAvailable: 50n, entriesSum: 50n, postingsSum: 0n }],
    });
    const shard = rig.harness.store.shard(rig.player);
    const stored = await shard.get('wallet', rig.player);
    const lie = Buffer.from(
      Buffer.from(stored?.bytes ?? [])
        .toString()
        .replace('"50"', '"5000"'),
    );
    await shard.commit({ puts: [{ kind: 'wallet', id: rig.player, bytes: lie }] });
    expect(await balance(rig.payment, rig.player)).toEqual([5000n, 0n]);
    const audit = await asAdmin(rig.harness).auditWallet({ playerId: rig.player });
    expect(audit).toMatchObject({ consistent: false, balances: [{ available: 50n, projectedAvailable: 5000n }] });
    expect(audit.findings[0]).toContain('5000');
    expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
    expect(await asAdmin(rig.harness).auditWallet({ playerId: rig.player })).toMatchObject({ consistent: true });
  });

  it('are the same after everything but the ledger was lost, and so are the answers to repeats', async () => {
    const payee = newPlayer();
    const keyed = [once(), once(), once(), once(), once(), once(), once()] as const;
    const lost = { idempotencyKey: 'lost-hold', playerId: rig.player };
    const never = { ...lost, idempotencyKey: 'never-held' };
    const doAll = async (client: Payment) => {
      const credit = await client.creditWallet(mark(rig.player, 100n), keyed[0]);
      const held = await client.holdFunds(mark(rig.player, 40n), keyed[1]);
      const captured = await client.captureHold({ holdId: held.holdId, amount: 10n, toAccount: payee }, keyed[2]);
      const released = await client.releaseHold({ holdId: held.holdId }, keyed[3]);
      const undone = await client.reverseEntry({ entryId: `ent_${rig.player}_3`, reason: 'x' }, keyed[4]);
      await client.holdFunds(mark(rig.player, 1n), lost);
      const freed = await client.releaseHold({ holdId: '-', original: lost }, keyed[5]);
      const voided = await client.releaseHold({ holdId: '-', original: never }, keyed[6]);
      await expect(client.holdFunds(mark(rig.player, 1n), never)).rejects.toEqual(refused('KEY_VOIDED'));
      return [credit, held, captured, released, undone, freed, voided];
    };
    const answers = await doAll(rig.payment);
    await publishedEvents(rig.harness.broker, WalletChanged, 9);
    const { entries } = await rig.payment.listLedgerEntries({ playerId: rig.player });
    rig.clock.advance(HOUR_MS);
    const second = await startPayment({
      broker: rig.harness.broker,
      clock: rig.clock,
      store: new MemoryStore('payment', { clock: rig.clock }),
    });
    const fresh = asService(second);
    expect(await doAll(fresh)).toEqual(answers);
    expect(await balance(fresh, rig.player)).toEqual(await balance(rig.payment, rig.player));
    expect(await balance(fresh, payee)).toEqual([0n, 0n]);
    expect((await fresh.listLedgerEntries({ playerId: rig.player })).entries).toEqual(entries);
    // Old news is not told again.
    await publishedEvents(rig.harness.broker, WalletChanged, 9);
    await second.stop();
  });
});
