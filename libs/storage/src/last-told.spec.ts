import { LastTold } from './last-told.js';
import { MemoryStore } from './memory/memory-store.js';

describe('LastTold', () => {
  const open = () => {
    const clock = { nowMs: 1000, now: () => clock.nowMs };
    const store = new MemoryStore('ai', { clock });
    const replica = () => new LastTold(store, 'mode', { clock, random: () => 0.5, initial: 'NORMAL' });
    return { clock, store, one: replica(), other: replica() };
  };

  it('is what it is initially until anything is told, then known at once here and soon elsewhere', async () => {
    const { clock, one, other } = open();
    expect(await other.current()).toBe('NORMAL');
    await one.tell('ECONOMY', 500);
    expect(await one.current()).toBe('ECONOMY');
    expect(await other.current()).toBe('NORMAL');
    clock.nowMs += 1000;
    expect(await other.current()).toBe('ECONOMY');
  });

  it('is what came about last, not what was heard of last', async () => {
    const { one } = open();
    await one.tell('EMERGENCY', 2000);
    await one.tell('ECONOMY', 1000);
    expect(await one.current()).toBe('EMERGENCY');
  });

  it('does not ask the store again and again', async () => {
    const { store, one } = open();
    const shard = jest.spyOn(store, 'shard');
    await one.current();
    const asked = shard.mock.calls.length;
    await one.current();
    expect(shard).toHaveBeenCalledTimes(asked);
  });
});
