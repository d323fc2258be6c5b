import { MemoryStore } from './memory/memory-store.js';
import { RequestReceipts } from './request-receipts.js';

describe('RequestReceipts', () => {
  const ref = { actor: 'player:p1', method: 'Generate', key: 'k1', fingerprint: 'f' };
  const open = () => {
    const clock = { nowMs: 1000, now: () => clock.nowMs };
    const store = new MemoryStore('ai', { clock });
    const work = jest.fn(() => Promise.resolve(Uint8Array.of(7)));
    return { clock, store, work, receipts: new RequestReceipts(store, { holdMs: 5000 }) };
  };

  it('does the work of a key once, and answers repeats as the first time', async () => {
    const { receipts, work } = open();
    expect(await receipts.once(ref, work)).toEqual({ status: 'done', response: Uint8Array.of(7) });
    expect(await receipts.once(ref, work)).toEqual({ status: 'replayed', response: Uint8Array.of(7) });
    expect(work).toHaveBeenCalledTimes(1);
    await expect(receipts.once({ ...ref, fingerprint: 'g' }, work)).rejects.toMatchObject({
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('does it again after it failed', async () => {
    const { receipts, work } = open();
    await expect(receipts.once(ref, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await receipts.once(ref, work)).status).toBe('done');
  });

  it('refuses a repeat while the work goes on, and no longer than it is held', async () => {
    const { clock, receipts, work } = open();
    void receipts.once(ref, () => new Promise(() => undefined));
    await expect(receipts.once(ref, work)).rejects.toMatchObject({ reason: 'IDEMPOTENCY_IN_PROGRESS' });
    clock.nowMs += 5001;
    expect((await receipts.once(ref, work)).status).toBe('done');
  });

  it('does not do at once again what was done and could not be noted', async () => {
    const { store, receipts, work } = open();
    const commit = jest.spyOn(store.shard(ref.actor), 'commit').mockRejectedValueOnce(new Error('store is away'));
    jest.spyOn(store, 'shard').mockReturnValue(store.shard(ref.actor));
    await expect(receipts.once(ref, work)).rejects.toThrow('store is away');
    expect(commit).toHaveBeenCalledTimes(1);
    await expect(receipts.once(ref, work)).rejects.toMatchObject({ reason: 'IDEMPOTENCY_IN_PROGRESS' });
  });
});
