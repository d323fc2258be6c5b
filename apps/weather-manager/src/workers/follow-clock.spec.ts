import type { GameTime } from '@bodybroker/contracts-time-manager';
import { MemoryStore } from '@bodybroker/storage';
import { noLogger } from '@bodybroker/telemetry';
import { ManualClock } from '@bodybroker/testing';
import { testClimate } from '../../test/test-climate.js';
import type { Deps } from '../deps.js';
import { HOUR_GMS } from '../domain/game-hour.js';
import { regionsOf } from '../domain/region.js';
import { Climates } from '../storage/climates.js';
import { Skies } from '../storage/skies.js';
import { followClock } from './follow-clock.js';

const YEAR_GMS = 360 * 24 * HOUR_GMS;
const place = { worldId: 'main', regionId: 'bone-ward' };

describe('following the game clock', () => {
  it('asks again until the clock answers, then steps the weather to its hour, however far', async () => {
    const store = new MemoryStore('weather-manager', { clock: new ManualClock() });
    const worlds = new Set(['main']);
    const regions = regionsOf([{ id: 'bone-ward', name: 'Bone Ward', climate: testClimate }]);
    const random = (): number => 0.5;
    const climates = new Climates(store, { worlds, regions, random });
    const skies = new Skies(store, { worldSeed: 's', climates, random, tell: () => [] });
    const stopping = new AbortController();
    const pauses: number[] = [];
    let asked = 0;
    const time = {
      getTime: () => {
        asked += 1;
        if (asked === 1) return Promise.reject(new Error('nobody answers'));
        return Promise.resolve({ gms: BigInt(3 * YEAR_GMS + 7.5 * HOUR_GMS) } as GameTime);
      },
    };
    const deps: Deps = {
      worlds,
      regions,
      climates,
      skies,
      time,
      sleep: (ms) => {
        pauses.push(ms);
        if (pauses.length === 2) stopping.abort();
        return Promise.resolve();
      },
    };
    await followClock(deps, { logger: noLogger, syncMs: 30_000 }).run(stopping.signal);
    expect(pauses).toEqual([1000, 30_000]);
    expect((await skies.read(place)).sky.value.hour).toBe((3 * YEAR_GMS) / HOUR_GMS + 7);
  });
});
