import { join } from 'node:path';
import fc from 'fast-check';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadCity } from '../content/load-city.js';
import { loadPeople } from '../content/load-people.js';
import { actOutPlan } from '../minds/act-out-plan.js';
import { decide, type Surroundings } from './decide.js';
import { DAY_GMS, HOUR_GMS } from './game-time.js';
import { liveUntil } from './live-until.js';
import { beginState } from './npc-state.js';
import { entryAt } from './schedule.js';

const content = new ContentFolder(join(__dirname, '../../content'));
const city = loadCity(content);
const people = loadPeople(content, city);
const FAIR: Surroundings = { city, skies: {}, actOut: actOutPlan };
const STORMY: Surroundings = {
  ...FAIR,
  skies: Object.fromEntries(
    ['ash', 'bone', 'drowned', 'gallows', 'lantern', 'ledger', 'mire', 'needle', 'tallow'].map((ward) => [
      `${ward}-ward`,
      { state: 'STORM', intensity: 1 },
    ]),
  ),
};

describe('an ordinary month in the city', () => {
  it.each(people)('leaves $name where the schedule says, at every hour', (npc) => {
    let state = beginState(npc, 8 * HOUR_GMS);
    const astray: string[] = [];
    for (let gms = 9 * HOUR_GMS; gms < 30 * DAY_GMS; gms += HOUR_GMS) {
      state = liveUntil(npc, state, gms, FAIR);
      const { locationId, activity } = entryAt(npc.schedule, gms);
      if (state.locationId !== locationId || state.action.type !== activity)
        astray.push(
          `day ${Math.floor(gms / DAY_GMS)} ${(gms / HOUR_GMS) % 24}:00 ${state.action.type} ${JSON.stringify(state.levels)}`,
        );
    }
    expect(astray).toEqual([]);
  });

  it('is the same however time is cut into steps', () => {
    const npc = fc.constantFrom(...people);
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(npc, cuts, fc.boolean(), (who, hours, isStormy) => {
        const surroundings = isStormy ? STORMY : FAIR;
        const begun = beginState(who, 8 * HOUR_GMS);
        let gms = 8 * HOUR_GMS;
        let stepped = begun;
        for (const span of hours) {
          gms += span * HOUR_GMS;
          stepped = liveUntil(who, stepped, gms, surroundings);
        }
        if (gms - begun.dueGms > 72 * HOUR_GMS) return;
        expect(liveUntil(who, begun, gms, surroundings)).toEqual(stepped);
      }),
      { numRuns: 200 },
    );
  });

  it('sends those who stand in a storm under a roof, and back when it is over', () => {
    const outdoors = people.filter((npc) => {
      const { locationId, activity } = entryAt(npc.schedule, 10 * HOUR_GMS);
      return !city.place(locationId).isIndoors && activity !== 'SLEEP';
    });
    expect(outdoors.length).toBeGreaterThan(5);
    for (const npc of outdoors) {
      const begun = beginState(npc, 10 * HOUR_GMS);
      const wet = decide(npc, begun, { gms: 10 * HOUR_GMS, percepts: [] }, STORMY);
      expect([npc.npcId, wet.state.action.type]).toEqual([npc.npcId, 'SHELTER']);
      expect(city.place(wet.state.locationId).isIndoors).toBe(true);
      const dry = decide(npc, wet.state, { gms: 10 * HOUR_GMS, percepts: [] }, FAIR);
      expect(dry.state.locationId).toBe(begun.locationId);
    }
  });
});
