import { WalletChanged } from '@bodybroker/contracts-payment';
import { EventPublisher } from '@bodybroker/nats-sdk';
import { MemoryStore, OutboxRelay } from '@bodybroker/storage';
import { ManualClock, createTestBroker, eventually, publishedEvents } from '@bodybroker/testing';
import type { Deps } from '../src/deps.js';
import { placeHold } from '../src/domain/hold.js';
import { credit, debit, transfer } from '../src/domain/move-money.js';
import { releaseCall } from '../src/ledger/release.js';
import { confirmIntent } from '../src/paying/confirm-intent.js';
import { openIntent } from '../src/paying/open-intent.js';
import { currentIntent } from '../src/paying/posted-intent.js';
import { redeemReceipt } from '../src/paying/redeem-receipt.js';
import { refundIntent } from '../src/paying/refund-intent.js';
import { settleIntent } from '../src/paying/settle-intent.js';
import { SandboxStore } from '../src/providers/sandbox-store.js';
import { dueThings } from '../src/workers/due-things.js';
import { followLedger } from '../src/workers/follow-ledger.js';
import { sandboxReceipt } from './caller.js';
import type { Death } from './fuse.js';
import { startProcess } from './process.js';

const order = (amount: bigint) => ({ currency: 'MARK' as const, amount, reason: '', reference: '' });
const callOf = (key: string) => ({ mark: key.padEnd(22, '.'), fingerprint: key });

describe('a process that dies', () => {
  let clock: ManualClock;
  let broker: ReturnType<typeof createTestBroker>;
  let store: MemoryStore;
  beforeEach(() => {
    clock = new ManualClock();
    broker = createTestBroker();
    store = new MemoryStore('payment', { clock });
  });

  const start = (death?: Death): Deps => startProcess(broker.events, store, clock, death);
  const give = ({ accounts }: Deps, player: string, amount: bigint, key: string) =>
    accounts.post(player, { call: callOf(key), decide: ({ wallet }) => credit(wallet, order(amount)) });
  const take = ({ accounts }: Deps, player: string, amount: bigint, key: string) =>
    accounts.post(player, { call: callOf(key), decide: ({ wallet }) => debit(wallet, order(amount)) });
  const available = async (deps: Deps, player: string, currency = 'MARK') =>
    (await deps.accounts.wallet(player)).balances[currency]?.available ?? 0n;

  /** Does in a living process what time brings, until `look` holds. */
  const inTime = async (deps: Deps, look: () => Promise<void>): Promise<void> => {
    const stopping = new AbortController();
    const working = dueThings(deps, { pollMs: 250, reconcileMs: 1000 }).run(stopping.signal);
    clock.advance(5000);
    await eventually(look);
    stopping.abort();
    await working;
  };

  it('between writing and showing has written: others see it before they refuse, and its events are told once', async () => {
    const other = start();
    await give(other, 'ana', 1n, 'first');
    // Write 1 is the record, write 2 shows it.
    await give(start({ atWrite: 2, when: 'before' }), 'ana', 50n, 'second');
    await take(other, 'ana', 51n, 'third');
    expect(await available(other, 'ana')).toBe(0n);
    expect(await give(other, 'ana', 50n, 'second')).toMatchObject({ status: 'replayed' });
    const events = new EventPublisher(broker.events);
    const relay = new OutboxRelay(
      store.outbox,
      async ({ event }) => void (await events.publish({ ...event, type: 'game.wallet.changed', headers: {} })),
      { clock, random: () => 0.5, onError: () => undefined },
    );
    await publishedEvents(broker, WalletChanged, 3);
    await relay.stop();
  });

  it('before writing has done nothing', async () => {
    const other = start();
    await expect(give(start({ atWrite: 1, when: 'before' }), 'ana', 50n, 'only')).rejects.toThrow('dead');
    expect(await available(other, 'ana')).toBe(0n);
    expect(await give(other, 'ana', 50n, 'only')).toMatchObject({ status: 'posted' });
  });

  it('leaves behind what the follower shows, also to those who never ask the ledger', async () => {
    const other = start();
    await give(other, 'ana', 1n, 'first');
    await followLedger(other, new AbortController().signal);
    await give(start({ atWrite: 2, when: 'before' }), 'ana', 50n, 'second');
    expect(await available(other, 'ana')).toBe(1n);
    await followLedger(other, new AbortController().signal);
    expect(await available(other, 'ana')).toBe(51n);
    expect(await other.checkpoints.get()).toEqual({ begunAt: 1, through: 2 });
  });

  describe('over a hold whose answer nobody gets', () => {
    const hold = ({ accounts }: Deps) =>
      accounts.post('ana', {
        call: callOf('hold'),
        decide: ({ wallet, nowMs }) => placeHold(wallet, { ...order(40n), expiresMs: undefined }, nowMs),
      });
    const undo = (deps: Deps, key = 'undo') => releaseCall(deps, 'ana', callOf('hold').mark, callOf(key));
    const balances = async (deps: Deps) => (await deps.accounts.wallet('ana')).balances['MARK'];

    it('has held, and lets go by the key of the call', async () => {
      const other = start();
      await give(other, 'ana', 50n, 'first');
      // Write 1 is the record, write 2 shows it.
      await hold(start({ atWrite: 2, when: 'before' }));
      const undone = await undo(other);
      expect(undone).toMatchObject({ status: 'posted', stored: { record: { kind: 'RELEASE' } } });
      expect(await undo(other)).toEqual({ ...undone, status: 'replayed' });
      expect(await balances(other)).toEqual({ available: 50n, held: 0n });
    });

    it('and dies again over the undoing, has undone it once, and says so when all but the ledger is lost', async () => {
      const other = start();
      await give(other, 'ana', 50n, 'first');
      await hold(other);
      await undo(start({ atWrite: 1, when: 'before' })).catch(() => undefined);
      expect(await balances(other)).toEqual({ available: 10n, held: 40n });
      await undo(start({ atWrite: 1, when: 'after' })).catch(() => undefined);
      store = new MemoryStore('payment', { clock });
      expect(await undo(start())).toMatchObject({ status: 'replayed', stored: { record: { kind: 'RELEASE' } } });
      expect(await undo(start(), 'again')).toMatchObject({
        status: 'unchanged',
        view: { hold: { status: 'RELEASED' } },
      });
      expect(await balances(start())).toEqual({ available: 50n, held: 0n });
    });

    it('had not held, and never will, also when all but the ledger is lost', async () => {
      await give(start(), 'ana', 50n, 'first');
      await expect(hold(start({ atWrite: 1, when: 'before' }))).rejects.toThrow('dead');
      await undo(start({ atWrite: 1, when: 'after' })).catch(() => undefined);
      store = new MemoryStore('payment', { clock });
      await expect(hold(start())).rejects.toMatchObject({ reason: 'KEY_VOIDED' });
      const voided = { stored: { record: { kind: 'VOID', number: 2 } } };
      expect(await undo(start())).toMatchObject({ status: 'replayed', ...voided });
      expect(await undo(start(), 'again')).toMatchObject({ status: 'voided', ...voided });
      expect(await balances(start())).toEqual({ available: 50n, held: 0n });
    });

    it('races with its undoing in another process, and nothing stays held', async () => {
      await give(start(), 'ana', 50n, 'first');
      const lag = () => new Promise<void>((wake) => setImmediate(wake));
      const [holding, undoing] = [undefined, lag].map((each) =>
        startProcess(broker.events, store, clock, undefined, each),
      );
      if (holding === undefined || undoing === undefined) throw new Error('two processes');
      const [held, undone] = await Promise.allSettled([hold(holding), undo(undoing)]);
      expect(undone.status).toBe('fulfilled');
      if (held.status === 'rejected') expect(held.reason).toMatchObject({ reason: 'KEY_VOIDED' });
      expect(await balances(start())).toEqual({ available: 50n, held: 0n });
    });
  });

  it('half-way through a transfer leaves the money under way, and it arrives', async () => {
    const other = start();
    await give(other, 'ana', 50n, 'first');
    const dying = start({ atWrite: 2, when: 'after' });
    const posted = await dying.accounts.post('ana', {
      call: callOf('sent'),
      decide: ({ wallet }) => transfer(wallet, { ...order(20n), from: 'ana', to: 'bo' }),
    });
    if (posted.status === 'posted') await dying.deliveries.send(posted.stored);
    expect(await available(other, 'bo')).toBe(0n);
    expect((await other.audits.ledger()).audit.sums()).toEqual([{ currency: 'MARK', sum: 0n, inTransit: 20n }]);
    await inTime(other, async () => expect(await available(other, 'bo')).toBe(20n));
    expect((await other.audits.ledger()).audit.sums()).toEqual([{ currency: 'MARK', sum: 0n, inTransit: 0n }]);
  });

  it('between the claim of a receipt and its goods leaves a claim that is made good', async () => {
    const withStore = (deps: Deps): Deps => ({ ...deps, stores: new Map([['sandbox', new SandboxStore('s')]]) });
    const receipt = sandboxReceipt([{ transaction_id: 't', product_id: 'teeth' }], 's');
    const dying = withStore(start({ atWrite: 2, when: 'after' }));
    await redeemReceipt(dying, 'ana', { store: 'sandbox', receipt });
    const other = withStore(start());
    expect(await available(other, 'ana', 'TOOTH')).toBe(0n);
    const again = await redeemReceipt(other, 'bo', { store: 'sandbox', receipt });
    expect(again).toMatchObject([{ isSeenBefore: true }]);
    expect(await available(other, 'ana', 'TOOTH')).toBe(20n);
    expect(await available(other, 'bo', 'TOOTH')).toBe(0n);
  });

  describe('over a purchase', () => {
    const open = (deps: Deps, key = 'open') => {
      const product = deps.products.get('teeth');
      const wish = { product, amount: undefined, currency: '', capture: 'AUTOMATIC', provider: 'sandbox' } as const;
      return openIntent(deps, 'ana', wish, callOf(key));
    };

    it('before the provider knew of it leaves it to the next', async () => {
      // Writes: the intent, its showing; then what the provider said of it.
      await expect(open(start({ atWrite: 3, when: 'before' }))).rejects.toThrow('dead');
      const other = start();
      await expect(confirmIntent(other, 'pi_ana_1', 'pm_ok', callOf('pay'))).rejects.toMatchObject({
        reason: 'PROVIDER_UNAVAILABLE',
      });
      const opened = await open(other);
      expect(opened).toMatchObject({ status: 'posted' });
      expect(await open(other)).toMatchObject({ status: 'replayed' });
      await confirmIntent(other, 'pi_ana_1', 'pm_ok', callOf('pay'));
      expect(await available(other, 'ana', 'TOOTH')).toBe(20n);
    });

    it('after the money was taken grants what was bought, once', async () => {
      const other = start();
      await open(other);
      const dying = start({ atWrite: 3, when: 'before' });
      await expect(confirmIntent(dying, 'pi_ana_1', 'pm_ok', callOf('pay'))).rejects.toThrow('dead');
      expect((await currentIntent(other, 'pi_ana_1')).status).toBe('PROCESSING');
      await inTime(other, async () => expect(await available(other, 'ana', 'TOOTH')).toBe(20n));
      const paid = await confirmIntent(other, 'pi_ana_1', 'pm_ok', callOf('pay'));
      expect(await confirmIntent(other, 'pi_ana_1', 'pm_ok', callOf('pay'))).toMatchObject({ status: 'replayed' });
      expect(paid).toMatchObject({ stored: { record: { intent: { status: 'SUCCEEDED' } } } });
      expect(await available(other, 'ana', 'TOOTH')).toBe(20n);
    });

    it('is not taken back by a late answer to an attempt before the last', async () => {
      const deps = start();
      await open(deps);
      const decline = { code: 'card_declined', message: '' };
      const declined = { status: 'requires_payment_method', decline } as const;
      await confirmIntent(deps, 'pi_ana_1', 'pm_timeout', callOf('one'));
      await settleIntent(deps, 'pi_ana_1', { outcome: declined, attempt: 1 });
      await confirmIntent(deps, 'pi_ana_1', 'pm_timeout', callOf('two'));
      const late = await settleIntent(deps, 'pi_ana_1', { outcome: declined, attempt: 1 });
      expect(late.status).toBe('unchanged');
      expect(await currentIntent(deps, 'pi_ana_1')).toMatchObject({ status: 'PROCESSING', attempt: 2 });
    });

    it('in the middle of a refund gives the money back, once', async () => {
      const other = start();
      await open(other);
      await confirmIntent(other, 'pi_ana_1', 'pm_ok', callOf('pay'));
      const wish = { amount: undefined, reason: '', asker: 'trusted' } as const;
      const dying = start({ atWrite: 3, when: 'before' });
      await expect(refundIntent(dying, 'pi_ana_1', wish, callOf('back'))).rejects.toThrow('dead');
      expect(await available(other, 'ana', 'TOOTH')).toBe(0n);
      await inTime(other, async () =>
        expect((await currentIntent(other, 'pi_ana_1')).refunds).toMatchObject([{ status: 'SUCCEEDED' }]),
      );
      const answer = await refundIntent(other, 'pi_ana_1', wish, callOf('back'));
      expect(answer).toMatchObject({ refund: { status: 'SUCCEEDED', amount: 199n } });
      const { audit } = await other.audits.ledger();
      expect(audit.sums().map(({ sum }) => sum)).toEqual([0n, 0n]);
    });
  });

  it('is not made up for by a projection that is ahead of the ledger: that is told, not hidden', async () => {
    await give(start(), 'ana', 1n, 'first');
    broker = createTestBroker();
    const other = start();
    await expect(other.accounts.wallet('ana')).rejects.toThrow('the ledger ends at 0');
    await expect(give(other, 'ana', 1n, 'second')).rejects.toThrow('the ledger ends at 0');
  });
});
