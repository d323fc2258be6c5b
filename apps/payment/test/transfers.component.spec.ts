import { EntryKind, WalletChanged } from '@bodybroker/contracts-payment';
import { publishedEvents } from '@bodybroker/testing';
import { asAdmin, balance, newPlayer, once, refused } from './caller.js';
import { mark, startWallets, type Wallets } from './wallet-rig.js';

describe('wallets', () => {
  let rig: Wallets;
  beforeEach(async () => {
    rig = await startWallets();
  });
  afterEach(() => rig.harness.stop());

  describe('transfers', () => {
    const send = (from: string, to: string, amount: bigint, options = once()) =>
      rig.payment.transferFunds(
        { fromAccount: from, toAccount: to, currency: 'MARK', amount, reference: 't' },
        options,
      );

    it('move money between players, once for a key, and tell both', async () => {
      const payee = newPlayer();
      await rig.payment.creditWallet(mark(rig.player, 50n), once());
      const options = once();
      const entry = await send(rig.player, payee, 20n, options);
      expect(entry).toMatchObject({ kind: EntryKind.TRANSFER_OUT, amount: -20n, counterAccount: payee });
      expect(await send(rig.player, payee, 20n, options)).toEqual(entry);
      expect(await balance(rig.payment, rig.player)).toEqual([30n, 0n]);
      expect(await balance(rig.payment, payee)).toEqual([20n, 0n]);
      const [arrived] = (await rig.payment.listLedgerEntries({ playerId: payee })).entries;
      expect(arrived).toMatchObject({ kind: EntryKind.TRANSFER_IN, amount: 20n, counterAccount: rig.player });
      await publishedEvents(rig.harness.broker, WalletChanged, 3);
      const audit = await asAdmin(rig.harness).auditLedger({});
      expect(audit.sums).toEqual([{ currency: 'MARK', sum: 0n, inTransit: 0n }]);
      await expect(send(rig.player, payee, 31n)).rejects.toEqual(refused('INSUFFICIENT_FUNDS'));
      await expect(send(rig.player, rig.player, 1n)).rejects.toEqual(refused('SAME_ACCOUNT'));
    });

    it("need no money on the world's side", async () => {
      await send('npc.grubb', rig.player, 20n);
      await send(rig.player, 'npc.grubb', 5n);
      await send('house.event', 'npc.grubb', 5n);
      expect(await balance(rig.payment, rig.player)).toEqual([15n, 0n]);
    });

    it('cross each other without harm', async () => {
      const other = newPlayer();
      await rig.payment.creditWallet(mark(rig.player, 100n), once());
      await rig.payment.creditWallet(mark(other, 100n), once());
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          index % 2 === 0 ? send(rig.player, other, 3n) : send(other, rig.player, 2n),
        ),
      );
      expect(await balance(rig.payment, rig.player)).toEqual([80n, 0n]);
      expect(await balance(rig.payment, other)).toEqual([120n, 0n]);
    });
  });

  describe('reversals', () => {
    it('undo an entry once', async () => {
      const { entryId } = await rig.payment.creditWallet(mark(rig.player, 50n), once());
      const options = once();
      const reversal = await rig.payment.reverseEntry({ entryId, reason: 'oops' }, options);
      expect(reversal).toMatchObject({
        kind: EntryKind.REVERSAL,
        amount: -50n,
        reversesEntryId: entryId,
        reason: 'oops',
      });
      expect(await rig.payment.reverseEntry({ entryId, reason: 'oops' }, options)).toEqual(reversal);
      await expect(rig.payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('ALREADY_REVERSED'));
      const again = rig.payment.reverseEntry({ entryId: reversal.entryId }, once());
      await expect(again).rejects.toEqual(refused('NOT_REVERSIBLE'));
      expect(await balance(rig.payment, rig.player)).toEqual([0n, 0n]);
    });

    it('take back only what is there', async () => {
      const { entryId } = await rig.payment.creditWallet(mark(rig.player, 50n), once());
      await rig.payment.debitWallet(mark(rig.player, 20n), once());
      await expect(rig.payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('INSUFFICIENT_FUNDS'));
      expect(await balance(rig.payment, rig.player)).toEqual([30n, 0n]);
    });

    it('bring a transfer back from whoever has it', async () => {
      const payee = newPlayer();
      await rig.payment.creditWallet(mark(rig.player, 50n), once());
      const order = { fromAccount: rig.player, toAccount: payee, currency: 'MARK', amount: 50n };
      const { entryId } = await rig.payment.transferFunds(order, once());
      await rig.payment.reverseEntry({ entryId }, once());
      expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
      expect(await balance(rig.payment, payee)).toEqual([0n, 0n]);
      await expect(rig.payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('ALREADY_REVERSED'));
    });

    it('undo a call by its key, or keep it from ever being done', async () => {
      const key = once();
      const original = { method: 'CreditWallet', idempotencyKey: key.idempotencyKey ?? '', playerId: rig.player };
      await rig.payment.creditWallet(mark(rig.player, 5n), key);
      const undone = await rig.payment.reverseEntry({ entryId: '-', original }, once());
      expect(undone).toMatchObject({ kind: EntryKind.REVERSAL, amount: -5n });

      const late = once();
      const never = { ...original, idempotencyKey: late.idempotencyKey ?? '' };
      const options = once();
      const voided = await rig.payment.reverseEntry({ entryId: '-', original: never }, options);
      expect(voided).toMatchObject({ kind: EntryKind.VOID, amount: 0n });
      expect(await rig.payment.reverseEntry({ entryId: '-', original: never }, options)).toEqual(voided);
      await expect(rig.payment.reverseEntry({ entryId: 'ent_x', original }, once())).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { field: 'entry_id' },
      });
      await expect(rig.payment.creditWallet(mark(rig.player, 5n), late)).rejects.toEqual(refused('KEY_VOIDED'));
      expect(await balance(rig.payment, rig.player)).toEqual([0n, 0n]);
    });

    it('know no entry that is none', async () => {
      for (const entryId of ['ent_nobody_1', 'x', `hld_${rig.player}_1`, `ent_${rig.player}_0`, 'ent_a.b_1']) {
        await expect(rig.payment.reverseEntry({ entryId }, once())).rejects.toEqual(refused('ENTRY_NOT_FOUND'));
      }
    });
  });
});
