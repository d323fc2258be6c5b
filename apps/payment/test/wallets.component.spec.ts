import { EntryKind, HoldStatus, WalletChanged } from '@bodybroker/contracts-payment';
import { AccountDeleted } from '@bodybroker/contracts-auth';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { ManualClock, eventually, publishedEvents, type ServiceHarness } from '@bodybroker/testing';
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

const HOUR_MS = 3_600_000;
const mark = (playerId: string, amount: bigint) => ({
  playerId,
  currency: 'MARK',
  amount,
  reason: 'r',
  reference: 'ref',
});

describe('wallets', () => {
  let harness: ServiceHarness;
  let clock: ManualClock;
  let payment: Payment;
  let player: string;

  beforeEach(async () => {
    clock = new ManualClock();
    harness = await startPayment({ clock });
    payment = asService(harness);
    player = newPlayer();
  });
  afterEach(() => harness.stop());

  /** Deletes the account's owner. */
  const close = async (playerId: string): Promise<void> => {
    const facts = { source: 'auth', clock, entityId: playerId, eventId: `gone:${playerId}` };
    const publisher = new EventPublisher(harness.broker.events);
    await publisher.publish(createEvent(AccountDeleted, { accountId: playerId }, facts));
    await eventually(async () => expect(await payment.getWallet({ playerId })).toMatchObject({ frozen: true }));
  };

  it('are empty at first, and hold what they were given less what was taken', async () => {
    expect(await payment.getWallet({ playerId: player })).toEqual({
      playerId: player,
      balances: [],
      version: 0n,
      frozen: false,
    });
    const credited = await payment.creditWallet(mark(player, 100n), once());
    expect(credited).toMatchObject({
      entryId: `ent_${player}_1`,
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
    await payment.debitWallet(mark(player, 30n), once());
    await payment.creditWallet({ ...mark(player, 7n), currency: 'TOOTH' }, once());
    expect(await asPlayer(harness, player).getWallet({ playerId: player })).toMatchObject({
      balances: [
        { currency: 'MARK', available: 70n, held: 0n },
        { currency: 'TOOTH', available: 7n, held: 0n },
      ],
      version: 3n,
    });
  });

  it('never fall below 0, however many take at once; each change is told once', async () => {
    await payment.creditWallet(mark(player, 60n), once());
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, () => payment.debitWallet(mark(player, 1n), once())),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
    const reasons = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason as { details: object }] : []));
    expect(reasons[0]).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'INSUFFICIENT_FUNDS',
      details: { available: '0', currency: 'MARK', needed: '1' },
    });
    expect(await balance(payment, player)).toEqual([0n, 0n]);
    const told = await publishedEvents(harness.broker, WalletChanged, 61);
    expect(new Set(told.map(({ eventId }) => eventId)).size).toBe(61);
    expect(told.at(-1)).toMatchObject({ playerId: player, payload: { available: 0n, entryId: `ent_${player}_61` } });
    expect(await asAdmin(harness).auditLedger({})).toMatchObject({
      consistent: true,
      records: 61n,
      sums: [{ currency: 'MARK', sum: 0n, inTransit: 0n }],
    });
  });

  it('do a call once for its key, for ever, and answer repeats the same', async () => {
    const options = once();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => payment.creditWallet(mark(player, 5n), options)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    clock.advance(400 * 24 * HOUR_MS);
    expect(await payment.creditWallet(mark(player, 5n), options)).toEqual(answers[0]);
    expect(await balance(payment, player)).toEqual([5n, 0n]);
    await expect(payment.creditWallet(mark(player, 6n), options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
    // The key belongs to the caller and the method.
    await payment.debitWallet(mark(player, 1n), options);
    await asAdmin(harness).creditWallet(mark(player, 1n), options);
    expect(await balance(payment, player)).toEqual([5n, 0n]);
  });

  it('do not remember a call that was refused', async () => {
    const options = once();
    await expect(payment.debitWallet(mark(player, 5n), options)).rejects.toEqual(refused('INSUFFICIENT_FUNDS'));
    await payment.creditWallet(mark(player, 5n), once());
    await payment.debitWallet(mark(player, 5n), options);
    expect(await balance(payment, player)).toEqual([0n, 0n]);
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
    const bad = payment.creditWallet({ ...mark(player, 1n), ...change }, once());
    await expect(bad).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('need a key, and services to move money', async () => {
    await expect(payment.creditWallet(mark(player, 1n))).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
    const own = asPlayer(harness, player);
    await expect(own.creditWallet(mark(player, 1n), once())).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(own.getWallet({ playerId: newPlayer() })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(own.auditWallet({ playerId: player })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('take odd texts as texts', async () => {
    const entry = await payment.creditWallet(
      { ...mark(player, 1n), reason: '{"$n":"5"}', reference: '💀\u0000"' },
      once(),
    );
    expect(entry).toMatchObject({ reason: '{"$n":"5"}', reference: '💀\u0000"' });
    expect((await payment.listLedgerEntries({ playerId: player })).entries).toEqual([entry]);
  });

  it('list entries newest first, by currency and time, in pages', async () => {
    for (let n = 1n; n <= 5n; n += 1n) {
      await payment.creditWallet({ ...mark(player, n), currency: n % 2n === 0n ? 'TOOTH' : 'MARK' }, once());
      clock.advance(1000);
    }
    const amounts = async (filter: object) =>
      (await payment.listLedgerEntries({ playerId: player, ...filter })).entries.map(({ amount }) => amount);
    expect(await amounts({})).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(await amounts({ currency: 'TOOTH' })).toEqual([4n, 2n]);
    const startMs = BigInt(Date.UTC(2026, 0, 1));
    expect(await amounts({ fromMs: startMs + 1000n, toMs: startMs + 3000n })).toEqual([3n, 2n]);
    const first = await payment.listLedgerEntries({ playerId: player, pageSize: 2 });
    const second = await payment.listLedgerEntries({ playerId: player, pageSize: 9, pageToken: first.nextPageToken });
    expect([...first.entries, ...second.entries].map(({ amount }) => amount)).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(second.nextPageToken).toBe('');
    const other = payment.listLedgerEntries({ playerId: player, currency: 'MARK', pageToken: first.nextPageToken });
    await expect(other).rejects.toEqual(refused('BAD_PAGE_TOKEN'));
  });

  describe('transfers', () => {
    const send = (from: string, to: string, amount: bigint, options = once()) =>
      payment.transferFunds({ fromAccount: from, toAccount: to, currency: 'MARK', amount, reference: 't' }, options);

    it('move money between players, once for a key, and tell both', async () => {
      const payee = newPlayer();
      await payment.creditWallet(mark(player, 50n), once());
      const options = once();
      const entry = await send(player, payee, 20n, options);
      expect(entry).toMatchObject({ kind: EntryKind.TRANSFER_OUT, amount: -20n, counterAccount: payee });
      expect(await send(player, payee, 20n, options)).toEqual(entry);
      expect(await balance(payment, player)).toEqual([30n, 0n]);
      expect(await balance(payment, payee)).toEqual([20n, 0n]);
      const [arrived] = (await payment.listLedgerEntries({ playerId: payee })).entries;
      expect(arrived).toMatchObject({ kind: EntryKind.TRANSFER_IN, amount: 20n, counterAccount: player });
      await publishedEvents(harness.broker, WalletChanged, 3);
      const audit = await asAdmin(harness).auditLedger({});
      expect(audit.sums).toEqual([{ currency: 'MARK', sum: 0n, inTransit: 0n }]);
      await expect(send(player, payee, 31n)).rejects.toEqual(refused('INSUFFICIENT_FUNDS'));
      await expect(send(player, player, 1n)).rejects.toEqual(refused('SAME_ACCOUNT'));
    });

    it("need no money on the world's side", async () => {
      await send('npc.grubb', player, 20n);
      await send(player, 'npc.grubb', 5n);
      await send('house.event', 'npc.grubb', 5n);
      expect(await balance(payment, player)).toEqual([15n, 0n]);
    });

    it('cross each other without harm', async () => {
      const other = newPlayer();
      await payment.creditWallet(mark(player, 100n), once());
      await payment.creditWallet(mark(other, 100n), once());
      await Promise.all(
        Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? send(player, other, 3n) : send(other, player, 2n))),
      );
      expect(await balance(payment, player)).toEqual([80n, 0n]);
      expect(await balance(payment, other)).toEqual([120n, 0n]);
    });
  });

  describe('reversals', () => {
    it('undo an entry once', async () => {
      const { entryId } = await payment.creditWallet(mark(player, 50n), once());
      const options = once();
      const reversal = await payment.reverseEntry({ entryId, reason: 'oops' }, options);
      expect(reversal).toMatchObject({
        kind: EntryKind.REVERSAL,
        amount: -50n,
        reversesEntryId: entryId,
        reason: 'oops',
      });
      expect(await payment.reverseEntry({ entryId, reason: 'oops' }, options)).toEqual(reversal);
      await expect(payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('ALREADY_REVERSED'));
      const again = payment.reverseEntry({ entryId: reversal.entryId }, once());
      await expect(again).rejects.toEqual(refused('NOT_REVERSIBLE'));
      expect(await balance(payment, player)).toEqual([0n, 0n]);
    });

    it('take back only what is there', async () => {
      const { entryId } = await payment.creditWallet(mark(player, 50n), once());
      await payment.debitWallet(mark(player, 20n), once());
      await expect(payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('INSUFFICIENT_FUNDS'));
      expect(await balance(payment, player)).toEqual([30n, 0n]);
    });

    it('bring a transfer back from whoever has it', async () => {
      const payee = newPlayer();
      await payment.creditWallet(mark(player, 50n), once());
      const order = { fromAccount: player, toAccount: payee, currency: 'MARK', amount: 50n };
      const { entryId } = await payment.transferFunds(order, once());
      await payment.reverseEntry({ entryId }, once());
      expect(await balance(payment, player)).toEqual([50n, 0n]);
      expect(await balance(payment, payee)).toEqual([0n, 0n]);
      await expect(payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('ALREADY_REVERSED'));
    });

    it('undo a call by its key, or keep it from ever being done', async () => {
      const key = once();
      const original = { method: 'CreditWallet', idempotencyKey: key.idempotencyKey ?? '', playerId: player };
      await payment.creditWallet(mark(player, 5n), key);
      const undone = await payment.reverseEntry({ entryId: '-', original }, once());
      expect(undone).toMatchObject({ kind: EntryKind.REVERSAL, amount: -5n });

      const late = once();
      const never = { ...original, idempotencyKey: late.idempotencyKey ?? '' };
      const options = once();
      const voided = await payment.reverseEntry({ entryId: '-', original: never }, options);
      expect(voided).toMatchObject({ kind: EntryKind.VOID, amount: 0n });
      expect(await payment.reverseEntry({ entryId: '-', original: never }, options)).toEqual(voided);
      await expect(payment.reverseEntry({ entryId: 'ent_x', original }, once())).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { field: 'entry_id' },
      });
      await expect(payment.creditWallet(mark(player, 5n), late)).rejects.toEqual(refused('KEY_VOIDED'));
      expect(await balance(payment, player)).toEqual([0n, 0n]);
    });

    it('know no entry that is none', async () => {
      for (const entryId of ['ent_nobody_1', 'x', `hld_${player}_1`, `ent_${player}_0`, 'ent_a.b_1']) {
        await expect(payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('ENTRY_NOT_FOUND'));
      }
    });
  });

  describe('holds', () => {
    const hold = (amount: bigint, expiresMs?: bigint) =>
      payment.holdFunds({ ...mark(player, amount), ...(expiresMs === undefined ? {} : { expiresMs }) }, once());

    it('set money aside, give a part of it away and the rest back', async () => {
      await payment.creditWallet(mark(player, 80n), once());
      const { holdId } = await hold(50n);
      expect(await balance(payment, player)).toEqual([30n, 50n]);
      const captured = await payment.captureHold({ holdId, amount: 30n, toAccount: 'house.shop' }, once());
      expect(captured).toMatchObject({ status: HoldStatus.PART_CAPTURED, capturedAmount: 30n });
      const released = await payment.releaseHold({ holdId }, once());
      expect(released).toMatchObject({ status: HoldStatus.RELEASED, releasedAmount: 20n, version: 3n });
      expect(await payment.releaseHold({ holdId }, once())).toEqual(released);
      expect(await payment.getHold({ holdId })).toEqual(released);
      expect(await balance(payment, player)).toEqual([50n, 0n]);
      const again = payment.captureHold({ holdId, toAccount: 'house.shop' }, once());
      await expect(again).rejects.toMatchObject({ reason: 'HOLD_STATE', details: { status: 'RELEASED' } });
    });

    it('are captured once, by one of many, for no more than they are', async () => {
      const payee = newPlayer();
      await payment.creditWallet(mark(player, 50n), once());
      const { holdId } = await hold(50n);
      const tooMuch = payment.captureHold({ holdId, amount: 51n, toAccount: payee }, once());
      await expect(tooMuch).rejects.toEqual(refused('CAPTURE_EXCEEDS_HOLD'));
      const captures = await Promise.allSettled(
        Array.from({ length: 5 }, () => payment.captureHold({ holdId, toAccount: payee }, once())),
      );
      expect(captures.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await balance(payment, payee)).toEqual([50n, 0n]);
      expect(await balance(payment, player)).toEqual([0n, 0n]);
    });

    it('fall when their time is up', async () => {
      await payment.creditWallet(mark(player, 50n), once());
      const { holdId } = await hold(50n, BigInt(clock.now() + 60_000));
      clock.advance(60_000);
      await eventually(async () => expect(await balance(payment, player)).toEqual([50n, 0n]));
      expect(await payment.getHold({ holdId })).toMatchObject({ status: HoldStatus.EXPIRED });
    });

    it('are not captured after their time', async () => {
      await payment.creditWallet(mark(player, 50n), once());
      const { holdId } = await hold(50n, BigInt(clock.now() + 60_000));
      clock.advance(60_000);
      await expect(payment.captureHold({ holdId, toAccount: 'house.shop' }, once())).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
      });
    });

    it('have limits', async () => {
      await payment.creditWallet(mark(player, 200n), once());
      for (const ms of [0, 59_999, 7 * 24 * HOUR_MS + 1]) {
        await expect(hold(1n, BigInt(clock.now() + ms))).rejects.toEqual(refused('BAD_EXPIRY'));
      }
      const holds = [];
      for (let n = 0; n < 100; n += 1) holds.push(await hold(1n));
      await expect(hold(1n)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_HOLDS' });
      await payment.releaseHold({ holdId: holds[0]?.holdId ?? '' }, once());
      await hold(1n);
      await expect(payment.getHold({ holdId: 'hld_nobody_1' })).rejects.toEqual(refused('HOLD_NOT_FOUND'));
    });

    describe('whose making was never answered', () => {
      const undo = (original: object, options = once(), holdId = '-') =>
        payment.releaseHold({ holdId, original: { idempotencyKey: '', playerId: player, ...original } }, options);

      it('are released by the key of that call', async () => {
        const key = once();
        const { idempotencyKey = '' } = key;
        await payment.creditWallet(mark(player, 50n), once());
        const { holdId } = await payment.holdFunds(mark(player, 40n), key);
        const options = once();
        const released = await undo({ idempotencyKey }, options);
        expect(released).toMatchObject({ holdId, status: HoldStatus.RELEASED, releasedAmount: 40n });
        expect(await undo({ idempotencyKey }, options)).toEqual(released);
        expect(await undo({ idempotencyKey }, once())).toEqual(released);
        expect(await balance(payment, player)).toEqual([50n, 0n]);
      });

      it('are kept from ever being made, also for an owner who is gone', async () => {
        const late = once();
        const { idempotencyKey = '' } = late;
        await payment.creditWallet(mark(player, 50n), once());
        await close(player);
        const options = once();
        const voided = await undo({ idempotencyKey }, options);
        expect(voided).toMatchObject({ holdId: '', playerId: player, status: HoldStatus.VOID, amount: 0n });
        await expect(payment.holdFunds(mark(player, 40n), late)).rejects.toEqual(refused('KEY_VOIDED'));
        expect(await undo({ idempotencyKey }, options)).toEqual(voided);
        expect(await undo({ idempotencyKey }, once())).toEqual(voided);
        expect(await balance(payment, player)).toEqual([50n, 0n]);
      });

      it('are as they are when they were captured', async () => {
        const key = once();
        const { idempotencyKey = '' } = key;
        const { holdId } = await payment.holdFunds(mark('npc.grubb', 40n), key);
        const captured = await payment.captureHold({ holdId, toAccount: player }, once());
        expect(await undo({ idempotencyKey, playerId: 'npc.grubb' })).toEqual(captured);
        expect(await balance(payment, player)).toEqual([40n, 0n]);
      });

      it('are none of another caller, account or method', async () => {
        const key = once();
        const { idempotencyKey = '' } = key;
        await payment.creditWallet(mark(player, 50n), key);
        const { holdId } = await payment.holdFunds(mark(player, 40n), key);
        const original = { idempotencyKey, playerId: player };
        await asAdmin(harness).releaseHold({ holdId: '-', original }, once());
        await undo({ idempotencyKey, playerId: newPlayer() });
        expect(await balance(payment, player)).toEqual([10n, 40n]);
        expect(await undo({ idempotencyKey })).toMatchObject({ holdId, status: HoldStatus.RELEASED });
        expect(await balance(payment, player)).toEqual([50n, 0n]);
      });

      it('are undone, or kept from being made, while they are being made', async () => {
        await payment.creditWallet(mark(player, 50n), once());
        const calls = Array.from({ length: 10 }, async () => {
          const key = once();
          const [, undone] = await Promise.allSettled([
            payment.holdFunds(mark(player, 5n), key),
            undo({ idempotencyKey: key.idempotencyKey }),
          ]);
          expect(undone.status).toBe('fulfilled');
        });
        await Promise.all(calls);
        expect(await balance(payment, player)).toEqual([50n, 0n]);
      });

      it('are named in one way, and with what names them', async () => {
        const { holdId } = await payment.holdFunds(mark('npc.grubb', 1n), once());
        await expect(undo({ idempotencyKey: 'x' }, once(), holdId)).rejects.toMatchObject({
          details: { field: 'hold_id' },
        });
        await expect(payment.releaseHold({ holdId: '-' }, once())).rejects.toEqual(refused('HOLD_NOT_FOUND'));
        await expect(undo({})).rejects.toEqual(refused('INVALID_FIELD'));
        await expect(undo({ idempotencyKey: 'x', playerId: '' })).rejects.toEqual(refused('INVALID_FIELD'));
        await expect(undo({ idempotencyKey: 'x'.repeat(129) })).rejects.toEqual(refused('INVALID_FIELD'));
        await expect(undo({ idempotencyKey: 'x', playerId: 'house.transit' })).rejects.toEqual(
          refused('UNKNOWN_ACCOUNT'),
        );
        const options = once();
        await undo({ idempotencyKey: 'x' }, options);
        await expect(undo({ idempotencyKey: 'y' }, options)).rejects.toEqual(refused('IDEMPOTENCY_KEY_REUSED'));
      });
    });

    it("work on the world's accounts, which may owe", async () => {
      const { holdId } = await payment.holdFunds(mark('npc.widow-sallow', 40n), once());
      await payment.captureHold({ holdId, toAccount: player }, once());
      expect(await balance(payment, player)).toEqual([40n, 0n]);
      expect(await balance(payment, 'npc.widow-sallow')).toEqual([-40n, 0n]);
    });
  });

  it('take nothing new once their owner is gone, but what was under way', async () => {
    await payment.creditWallet(mark(player, 50n), once());
    const { holdId } = await payment.holdFunds(mark(player, 20n), once());
    await close(player);
    await expect(payment.creditWallet(mark(player, 1n), once())).rejects.toEqual(refused('ACCOUNT_FROZEN'));
    await expect(payment.debitWallet(mark(player, 1n), once())).rejects.toEqual(refused('ACCOUNT_FROZEN'));
    const gift = { fromAccount: 'npc.grubb', toAccount: player, currency: 'MARK', amount: 1n };
    await expect(payment.transferFunds(gift, once())).rejects.toEqual(refused('ACCOUNT_FROZEN'));
    await payment.captureHold({ holdId, amount: 5n, toAccount: 'house.shop' }, once());
    expect(await balance(payment, player)).toEqual([30n, 15n]);
  });

  it('are audited against the ledger, and made anew where they lie', async () => {
    await payment.creditWallet(mark(player, 50n), once());
    expect(await asAdmin(harness).auditWallet({ playerId: player })).toMatchObject({
      consistent: true,
      balances: [{ available: 50n, projectedAvailable: 50n, entriesSum: 50n, postingsSum: 0n }],
    });
    const shard = harness.store.shard(player);
    const stored = await shard.get('wallet', player);
    const lie = Buffer.from(
      Buffer.from(stored?.bytes ?? [])
        .toString()
        .replace('"50"', '"5000"'),
    );
    await shard.commit({ puts: [{ kind: 'wallet', id: player, bytes: lie }] });
    expect(await balance(payment, player)).toEqual([5000n, 0n]);
    const audit = await asAdmin(harness).auditWallet({ playerId: player });
    expect(audit).toMatchObject({ consistent: false, balances: [{ available: 50n, projectedAvailable: 5000n }] });
    expect(audit.findings[0]).toContain('5000');
    expect(await balance(payment, player)).toEqual([50n, 0n]);
    expect(await asAdmin(harness).auditWallet({ playerId: player })).toMatchObject({ consistent: true });
  });

  it('are the same after everything but the ledger was lost, and so are the answers to repeats', async () => {
    const payee = newPlayer();
    const keyed = [once(), once(), once(), once(), once(), once(), once()] as const;
    const lost = { idempotencyKey: 'lost-hold', playerId: player };
    const never = { ...lost, idempotencyKey: 'never-held' };
    const doAll = async (client: Payment) => {
      const credit = await client.creditWallet(mark(player, 100n), keyed[0]);
      const held = await client.holdFunds(mark(player, 40n), keyed[1]);
      const captured = await client.captureHold({ holdId: held.holdId, amount: 10n, toAccount: payee }, keyed[2]);
      const released = await client.releaseHold({ holdId: held.holdId }, keyed[3]);
      const undone = await client.reverseEntry({ entryId: `ent_${player}_3`, reason: 'x' }, keyed[4]);
      await client.holdFunds(mark(player, 1n), lost);
      const freed = await client.releaseHold({ holdId: '-', original: lost }, keyed[5]);
      const voided = await client.releaseHold({ holdId: '-', original: never }, keyed[6]);
      await expect(client.holdFunds(mark(player, 1n), never)).rejects.toEqual(refused('KEY_VOIDED'));
      return [credit, held, captured, released, undone, freed, voided];
    };
    const answers = await doAll(payment);
    await publishedEvents(harness.broker, WalletChanged, 9);
    const { entries } = await payment.listLedgerEntries({ playerId: player });
    clock.advance(HOUR_MS);
    const second = await startPayment({ broker: harness.broker, clock, store: new MemoryStore('payment', { clock }) });
    const fresh = asService(second);
    expect(await doAll(fresh)).toEqual(answers);
    expect(await balance(fresh, player)).toEqual(await balance(payment, player));
    expect(await balance(fresh, payee)).toEqual([0n, 0n]);
    expect((await fresh.listLedgerEntries({ playerId: player })).entries).toEqual(entries);
    // Old news is not told again.
    await publishedEvents(harness.broker, WalletChanged, 9);
    await second.stop();
  });
});
