import { HoldStatus } from '@bodybroker/contracts-payment';
import { eventually } from '@bodybroker/testing';
import { asAdmin, balance, newPlayer, once, refused } from './caller.js';
import { HOUR_MS, mark, startWallets, type Wallets } from './wallet-rig.js';

describe('wallets', () => {
  let rig: Wallets;
  beforeEach(async () => {
    rig = await startWallets();
  });
  afterEach(() => rig.harness.stop());

  describe('holds', () => {
    const hold = (amount: bigint, expiresMs?: bigint) =>
      rig.payment.holdFunds({ ...mark(rig.player, amount), ...(expiresMs === undefined ? {} : { expiresMs }) }, once());

    it('set money aside, give a part of it away and the rest back', async () => {
      await rig.payment.creditWallet(mark(rig.player, 80n), once());
      const { holdId } = await hold(50n);
      expect(await balance(rig.payment, rig.player)).toEqual([30n, 50n]);
      const captured = await rig.payment.captureHold({ holdId, amount: 30n, toAccount: 'house.shop' }, once());
      expect(captured).toMatchObject({ status: HoldStatus.PART_CAPTURED, capturedAmount: 30n });
      const released = await rig.payment.releaseHold({ holdId }, once());
      expect(released).toMatchObject({ status: HoldStatus.RELEASED, releasedAmount: 20n, version: 3n });
      expect(await rig.payment.releaseHold({ holdId }, once())).toEqual(released);
      expect(await rig.payment.getHold({ holdId })).toEqual(released);
      expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
      const again = rig.payment.captureHold({ holdId, toAccount: 'house.shop' }, once());
      await expect(again).rejects.toMatchObject({ reason: 'HOLD_STATE', details: { status: 'RELEASED' } });
    });

    it('are captured once, by one of many, for no more than they are', async () => {
      const payee = newPlayer();
      await rig.payment.creditWallet(mark(rig.player, 50n), once());
      const { holdId } = await hold(50n);
      const tooMuch = rig.payment.captureHold({ holdId, amount: 51n, toAccount: payee }, once());
      await expect(tooMuch).rejects.toEqual(refused('CAPTURE_EXCEEDS_HOLD'));
      const captures = await Promise.allSettled(
        Array.from({ length: 5 }, () => rig.payment.captureHold({ holdId, toAccount: payee }, once())),
      );
      expect(captures.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await balance(rig.payment, payee)).toEqual([50n, 0n]);
      expect(await balance(rig.payment, rig.player)).toEqual([0n, 0n]);
    });

    it('fall when their time is up', async () => {
      await rig.payment.creditWallet(mark(rig.player, 50n), once());
      const { holdId } = await hold(50n, BigInt(rig.clock.now() + 60_000));
      rig.clock.advance(60_000);
      await eventually(async () => expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]));
      expect(await rig.payment.getHold({ holdId })).toMatchObject({ status: HoldStatus.EXPIRED });
    });

    it('are not captured after their time', async () => {
      await rig.payment.creditWallet(mark(rig.player, 50n), once());
      const { holdId } = await hold(50n, BigInt(rig.clock.now() + 60_000));
      rig.clock.advance(60_000);
      await expect(rig.payment.captureHold({ holdId, toAccount: 'house.shop' }, once())).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
      });
    });

    it('have limits', async () => {
      await rig.payment.creditWallet(mark(rig.player, 200n), once());
      for (const ms of [0, 59_999, 7 * 24 * HOUR_MS + 1]) {
        await expect(hold(1n, BigInt(rig.clock.now() + ms))).rejects.toEqual(refused('BAD_EXPIRY'));
      }
      const holds = [];
      for (let n = 0; n < 100; n += 1) holds.push(await hold(1n));
      await expect(hold(1n)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_HOLDS' });
      await rig.payment.releaseHold({ holdId: holds[0]?.holdId ?? '' }, once());
      await hold(1n);
      await expect(rig.payment.getHold({ holdId: 'hld_nobody_1' })).rejects.toEqual(refused('HOLD_NOT_FOUND'));
    });

    describe('whose making was never answered', () => {
      const undo = (original: object, options = once(), holdId = '-') =>
        rig.payment.releaseHold(
          { holdId, original: { idempotencyKey: '', playerId: rig.player, ...original } },
          options,
        );

      it('are released by the key of that call', async () => {
        const key = once();
        const { idempotencyKey = '' } = key;
        await rig.payment.creditWallet(mark(rig.player, 50n), once());
        const { holdId } = await rig.payment.holdFunds(mark(rig.player, 40n), key);
        const options = once();
        const released = await undo({ idempotencyKey }, options);
        expect(released).toMatchObject({ holdId, status: HoldStatus.RELEASED, releasedAmount: 40n });
        expect(await undo({ idempotencyKey }, options)).toEqual(released);
        expect(await undo({ idempotencyKey }, once())).toEqual(released);
        expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
      });

      it('are kept from ever being made, also for an owner who is gone', async () => {
        const late = once();
        const { idempotencyKey = '' } = late;
        await rig.payment.creditWallet(mark(rig.player, 50n), once());
        await rig.close(rig.player);
        const options = once();
        const voided = await undo({ idempotencyKey }, options);
        expect(voided).toMatchObject({ holdId: '', playerId: rig.player, status: HoldStatus.VOID, amount: 0n });
        await expect(rig.payment.holdFunds(mark(rig.player, 40n), late)).rejects.toEqual(refused('KEY_VOIDED'));
        expect(await undo({ idempotencyKey }, options)).toEqual(voided);
        expect(await undo({ idempotencyKey }, once())).toEqual(voided);
        expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
      });

      it('are as they are when they were captured', async () => {
        const key = once();
        const { idempotencyKey = '' } = key;
        const { holdId } = await rig.payment.holdFunds(mark('npc.grubb', 40n), key);
        const captured = await rig.payment.captureHold({ holdId, toAccount: rig.player }, once());
        expect(await undo({ idempotencyKey, playerId: 'npc.grubb' })).toEqual(captured);
        expect(await balance(rig.payment, rig.player)).toEqual([40n, 0n]);
      });

      it('are none of another caller, account or method', async () => {
        const key = once();
        const { idempotencyKey = '' } = key;
        await rig.payment.creditWallet(mark(rig.player, 50n), key);
        const { holdId } = await rig.payment.holdFunds(mark(rig.player, 40n), key);
        const original = { idempotencyKey, playerId: rig.player };
        await asAdmin(rig.harness).releaseHold({ holdId: '-', original }, once());
        await undo({ idempotencyKey, playerId: newPlayer() });
        expect(await balance(rig.payment, rig.player)).toEqual([10n, 40n]);
        expect(await undo({ idempotencyKey })).toMatchObject({ holdId, status: HoldStatus.RELEASED });
        expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
      });

      it('are undone, or kept from being made, while they are being made', async () => {
        await rig.payment.creditWallet(mark(rig.player, 50n), once());
        const calls = Array.from({ length: 10 }, async () => {
          const key = once();
          const [, undone] = await Promise.allSettled([
            rig.payment.holdFunds(mark(rig.player, 5n), key),
            undo({ idempotencyKey: key.idempotencyKey }),
          ]);
          expect(undone.status).toBe('fulfilled');
        });
        await Promise.all(calls);
        expect(await balance(rig.payment, rig.player)).toEqual([50n, 0n]);
      });

      it('are named in one way, and with what names them', async () => {
        const { holdId } = await rig.payment.holdFunds(mark('npc.grubb', 1n), once());
        await expect(undo({ idempotencyKey: 'x' }, once(), holdId)).rejects.toMatchObject({
          details: { field: 'hold_id' },
        });
        await expect(rig.payment.releaseHold({ holdId: '-' }, once())).rejects.toEqual(refused('HOLD_NOT_FOUND'));
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
      const { holdId } = await rig.payment.holdFunds(mark('npc.widow-sallow', 40n), once());
      await rig.payment.captureHold({ holdId, toAccount: rig.player }, once());
      expect(await balance(rig.payment, rig.player)).toEqual([40n, 0n]);
      expect(await balance(rig.payment, 'npc.widow-sallow')).toEqual([-40n, 0n]);
    });
  });
});
