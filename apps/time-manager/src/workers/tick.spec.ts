import { MemoryStore, type Fence } from '@bodybroker/storage';
import { ManualClock } from '@bodybroker/testing';
import type { Deps } from '../deps.js';
import { HOUR_GMS } from '../domain/calendar.js';
import { scheduleEvent } from '../domain/scheduled-event.js';
import { startClock } from '../domain/world-clock.js';
import { Schedule } from '../storage/schedule.js';
import { ToldTime } from '../storage/told-time.js';
import { WorldClocks } from '../storage/world-clocks.js';
import { tick } from './tick.js';

const LEASE_MS = 5000;

describe('a tick', () => {
  const clock = new ManualClock();
  const random = (): number => 0.5;
  let store: MemoryStore;
  let deps: Deps;

  beforeEach(() => {
    store = new MemoryStore('time-manager', { clock });
    const start = () => startClock(0, clock.now(), 3600);
    deps = {
      clocks: new WorldClocks(store, { worlds: new Set(['main']), start, random }),
      toldTime: new ToldTime(store, random),
      schedule: new Schedule(store, random),
      clock,
      sleep: () => Promise.resolve(),
    };
  });

  const lead = async (holder: string): Promise<Fence> => {
    const fence = await store.shard('main').acquireLease('ticker:main', holder, LEASE_MS);
    if (fence === undefined) throw new Error('another leads');
    return fence;
  };
  const backlog = async (): Promise<number> => (await store.outbox.backlog()).reduce((sum, count) => sum + count, 0);

  it('publishes what has begun since the last one, and nothing twice', async () => {
    const fence = await lead('a');
    await tick(deps, 'main', fence);
    expect(await backlog()).toBe(0);
    clock.advance(2000);
    await tick(deps, 'main', fence);
    await tick(deps, 'main', fence);
    expect(await backlog()).toBe(2);
  });

  it('of a former leader writes nothing', async () => {
    const former = await lead('a');
    await tick(deps, 'main', former);
    await deps.schedule.put('main', scheduleEvent(bell, 0), undefined);
    clock.advance(LEASE_MS + 1);
    const present = await lead('b');
    await expect(tick(deps, 'main', former)).rejects.toMatchObject({ reason: 'LEASE_LOST' });
    expect(await backlog()).toBe(0);
    await expect(deps.schedule.require('main', 'bell')).resolves.toMatchObject({ version: 1n });
    await tick(deps, 'main', present);
    // Five hours, two phases and the bell.
    expect(await backlog()).toBe(8);
  });
});

const bell = {
  id: 'bell',
  timing: { kind: 'once', atGms: HOUR_GMS },
  type: 'bell',
  payload: '',
  playerId: undefined,
  maxRuns: undefined,
  catchUp: undefined,
} as const;
