import fc from 'fast-check';
import { ACTION_STEPS, stepAction, type ActionState } from './action-state.js';
import { City } from './city.js';
import { findPlan, type Operator } from './goap.js';
import { SETTLED } from './needs.js';
import type { Npc } from './npc.js';
import { planAction } from './plan-action.js';
import { rankCandidates, utilityOf, type Candidate } from './utility.js';

const operator = (name: string, needs: Operator['needs'], makes: Operator['makes'], cost = 1): Operator => ({
  name,
  target: '',
  cost,
  needs,
  makes,
});

const butcher: Npc = {
  npcId: 'b',
  name: 'B',
  archetype: 'butcher',
  traits: {},
  homeLocation: 'home',
  faction: '',
  schedule: [{ fromHour: 0, toHour: 0, locationId: 'shop', activity: 'WORK' }],
  needs: {},
  knowledgeTags: [],
  voiceTags: [],
  goals: [],
  greetings: [],
  ownFacts: [],
  questIds: [],
  isDead: false,
};
const city = new City({
  places: [
    { id: 'home', regionId: 'a', isIndoors: true, serves: [] },
    { id: 'shop', regionId: 'a', isIndoors: true, serves: ['trade'] },
    { id: 'inn', regionId: 'b', isIndoors: true, serves: ['eat'] },
    { id: 'far-inn', regionId: 'c', isIndoors: true, serves: ['eat'] },
  ],
  neighbours: { a: ['b'], b: ['a', 'c'], c: ['b'] },
});

describe('a plan', () => {
  it('is the cheapest way to the goal', () => {
    const operators = [
      operator('dear', {}, { fed: true }, 9),
      operator('buy', { coin: true }, { meal: true }, 1),
      operator('earn', {}, { coin: true }, 2),
      operator('eat', { meal: true }, { fed: true, meal: false }, 1),
    ];
    expect(findPlan({}, { fed: true }, operators)?.map(({ name }) => name)).toEqual(['earn', 'buy', 'eat']);
    expect(findPlan({ fed: true }, { fed: true }, operators)).toEqual([]);
    expect(findPlan({}, { rich: true }, operators)).toBeUndefined();
  });

  it('is given up when it would be longer than eight steps, or searched for too long', () => {
    const chain = Array.from({ length: 9 }, (_, n) =>
      operator(`s${n}`, n === 0 ? {} : { [`f${n - 1}`]: true }, { [`f${n}`]: true }),
    );
    expect(findPlan({}, { f7: true }, chain)).toHaveLength(8);
    expect(findPlan({}, { f8: true }, chain)).toBeUndefined();
    const wide = Array.from({ length: 40 }, (_, n) => operator(`w${n}`, {}, { [`x${n}`]: true }));
    expect(findPlan({}, { never: true }, wide)).toBeUndefined();
  });

  it('holds: each step can be done when its turn comes, and the goal is so at the end', () => {
    const names = ['p', 'q', 'r', 's'];
    const facts = fc.dictionary(fc.constantFrom(...names), fc.boolean());
    const steps = fc.array(fc.record({ needs: facts, makes: facts, cost: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(facts, facts, steps, (start, goal, given) => {
        const operators = given.map(({ needs, makes, cost }, index) => operator(`o${index}`, needs, makes, cost));
        const plan = findPlan(start, goal, operators);
        if (plan === undefined) return;
        let state: Record<string, string | boolean> = { ...start };
        for (const step of plan) {
          for (const [name, value] of Object.entries(step.needs)) expect(state[name] ?? false).toBe(value);
          state = { ...state, ...step.makes };
        }
        for (const [name, value] of Object.entries(goal)) expect(state[name] ?? false).toBe(value);
      }),
    );
  });

  it('of who has no coin begins with earning one', () => {
    const eat = { type: 'EAT', locationId: 'inn', target: '' } as const;
    const rich = planAction({ npc: butcher, city, from: 'home', levels: SETTLED, action: eat });
    expect(rich?.map(({ name }) => name)).toEqual(['walk-to', 'buy-meal', 'eat']);
    const poor = planAction({ npc: butcher, city, from: 'home', levels: { ...SETTLED, purse: 1 }, action: eat });
    expect(poor?.map(({ name, target }) => `${name} ${target}`.trim())).toEqual([
      'walk-to shop',
      'earn-coin',
      'walk-to inn',
      'buy-meal',
      'eat',
    ]);
  });
});

describe('the city', () => {
  it('measures ways by wards, and knows the nearest place', () => {
    expect([
      city.distance('home', 'home'),
      city.distance('home', 'shop'),
      city.distance('home', 'inn'),
      city.distance('home', 'far-inn'),
    ]).toEqual([0, 1, 2, 3]);
    expect(city.nearest('home', ({ serves }) => serves.includes('eat'))?.id).toBe('inn');
    expect(city.nearest('home', () => false)).toBeUndefined();
    expect(city.place('ash-somewhere')).toMatchObject({ regionId: 'ash-ward', isIndoors: true });
  });
});

describe('utility', () => {
  const consider = (...values: number[]) => values.map((value, index) => ({ name: `c${index}`, value }));

  it('stays between 0 and 1, is 0 with one hopeless consideration and rises with each', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), (values) => {
        const utility = utilityOf(consider(...values));
        expect(utility).toBeGreaterThanOrEqual(0);
        expect(utility).toBeLessThanOrEqual(1 + 1e-9);
        expect(utilityOf(consider(...values, 0))).toBe(0);
      }),
    );
    expect(utilityOf(consider(0.9, 0.9, 0.9))).toBeGreaterThan(0.9 ** 3);
    expect(utilityOf([])).toBe(0);
  });

  it('gives what is being done a tenth more', () => {
    const candidate = (type: Candidate['type'], value: number): Candidate => ({
      type,
      target: '',
      locationId: 'x',
      goal: 'routine',
      considerations: consider(value),
    });
    const candidates = [candidate('WORK', 0.62), candidate('EAT', 0.6)];
    expect(rankCandidates(candidates, candidate('SLEEP', 0))[0]?.type).toBe('WORK');
    expect(rankCandidates(candidates, candidate('EAT', 0))[0]?.type).toBe('EAT');
  });
});

describe('an action', () => {
  it('goes through its life by the table, and no other way', () => {
    expect(stepAction('IDLE', 'choose', 'set-out', 'finish')).toBe('DONE');
    expect(stepAction('EXECUTING', 'break-off', 'choose')).toBe('PLANNING');
    expect(() => stepAction('IDLE', 'finish')).toThrow(RangeError);
    const reachable = new Set<ActionState>(['IDLE']);
    for (const state of reachable) for (const next of Object.values(ACTION_STEPS[state])) reachable.add(next);
    expect(reachable.size).toBe(Object.keys(ACTION_STEPS).length);
  });
});
