import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { MemoryStore, type Commit, type Shard, type Store } from '@bodybroker/storage';
import { ManualClock } from '@bodybroker/testing';
import { loadCity } from '../src/content/load-city.js';
import { loadPeople } from '../src/content/load-people.js';
import type { Deps } from '../src/deps.js';
import { actOutPlan } from '../src/minds/act-out-plan.js';
import { Roster } from '../src/storage/roster.js';
import { Worlds } from '../src/storage/worlds.js';
import { liveWorld } from '../src/workers/live-world.js';
import { HOUR } from './start-npcs.js';

const COUNT = 5000;
const content = new ContentFolder(join(__dirname, '../content'));
const random = (): number => 0.5;

/** A store that counts what is written. */
function counting(store: Store): { readonly store: Store; readonly commits: Commit[] } {
  const commits: Commit[] = [];
  const shard = (owner: string): Shard => {
    const inner = store.shard(owner);
    return new Proxy(inner, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (name === 'commit') commits.push(args[0] as Commit);
          return (value as (...args: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  };
  return {
    store: new Proxy(store, {
      get: (target, name) => (name === 'shard' ? shard : (Reflect.get(target, name) as unknown)),
    }),
    commits,
  };
}

describe('five thousand people', () => {
  it('live an hour in few commits, of those alone who have something to decide', async () => {
    const clock = new ManualClock();
    const { store, commits } = counting(new MemoryStore('npc-behavior', { clock }));
    const city = loadCity(content);
    const people = loadPeople(content, city);
    const roster = new Roster(store, { random, tell: () => [] });
    const worlds = new Worlds(store, { worlds: new Set(['main']), clock, random });
    const deps = {
      roster,
      worlds,
      city,
      clock,
      actOut: actOutPlan,
      settle: () => Promise.resolve(),
    } as unknown as Deps;
    for (let number = 0; number < COUNT; number += 1) {
      const npc = people[number % people.length];
      if (npc === undefined) throw new Error('nobody');
      const npcId = `npc-${number}`;
      await roster.create({ worldId: 'main', npcId }, { ...npc, npcId }, 8 * HOUR);
    }
    await expect(roster.create({ worldId: 'main', npcId: 'one-more' }, people[0] as never, 0)).rejects.toMatchObject({
      reason: 'NPC_LIMIT',
    });
    const due = await roster.due('main', 9 * HOUR, COUNT);
    commits.length = 0;
    const startedMs = performance.now();
    const changed = await liveWorld(deps, 'main', 9 * HOUR);
    const tookMs = performance.now() - startedMs;
    const written = commits.reduce((sum, { puts = [] }) => sum + puts.filter(({ kind }) => kind === 'state').length, 0);
    expect(written).toBe(due.length);
    expect(due.length).toBeLessThan(COUNT / 2);
    expect(commits.length).toBeLessThanOrEqual(Math.ceil(due.length / 50) + 12);
    expect(changed.length).toBeLessThanOrEqual(due.length);
    expect(tookMs).toBeLessThan(3000);
  }, 60_000);
});
