import { ExpiringSet } from './expiring-set.js';
import { MemoryStore } from './memory/memory-store.js';

function open() {
  const clock = { nowMs: 1000, now: () => clock.nowMs };
  const store = new MemoryStore('auth', { clock });
  return { clock, store, denied: new ExpiringSet(store, 'denied', clock) };
}

describe('ExpiringSet', () => {
  it('has a member until its time', async () => {
    const { clock, denied } = open();
    await denied.add('player_1', 'session_1', 2000);
    expect(await denied.has('player_1', 'session_1')).toBe(true);
    expect(await denied.has('player_1', 'session_2')).toBe(false);
    clock.nowMs = 2000;
    expect(await denied.has('player_1', 'session_1')).toBe(false);
  });

  it('clears out the expired with the next addition', async () => {
    const { clock, store, denied } = open();
    await denied.add('player_1', 'session_1', 2000);
    clock.nowMs = 2000;
    await denied.add('player_1', 'session_2', 3000);
    expect((await store.shard('player_1').range('denied')).map(({ member }) => member)).toEqual(['session_2']);
  });

  it('lists the members of all owners, page by page, without the expired', async () => {
    const { clock, denied } = open();
    await denied.add('old', 'session_0', 1500);
    for (let n = 1; n <= 1200; n += 1) await denied.add(`player_${n % 3}`, `session_${n}`, 5000);
    clock.nowMs = 1500;
    const members: string[] = [];
    for await (const { member } of denied.members()) members.push(member);
    expect(new Set(members).size).toBe(1200);
    expect(members).toHaveLength(1200);
  });
});
