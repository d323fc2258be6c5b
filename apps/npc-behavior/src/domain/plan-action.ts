import type { City } from './city.js';
import { findPlan, type Operator, type WorldFacts } from './goap.js';
import type { NeedLevels } from './needs.js';
import type { ActionType, Npc } from './npc.js';

export interface PlanRequest {
  readonly npc: Npc;
  readonly city: City;
  /** Where they are. */
  readonly from: string;
  readonly levels: NeedLevels;
  readonly action: { readonly type: ActionType; readonly locationId: string; readonly target: string };
}

/** Above this nobody has a coin left. */
const BROKE = 0.85;

/** What an action is to bring about. */
const GOAL_FACT: Readonly<Record<ActionType, string>> = {
  IDLE: 'at-ease',
  SLEEP: 'rested',
  WORK: 'work-done',
  EAT: 'fed',
  DRINK: 'cheered',
  PRAY: 'prayed',
  PATROL: 'order-kept',
  TRADE: 'deal-made',
  SOCIALISE: 'cheered',
  STUDY: 'learned',
  WANDER: 'at-ease',
  SHELTER: 'dry',
  FLEE: 'safe',
  INVESTIGATE: 'learned',
};

/** The steps that make an action happen, from where somebody is; undefined when it cannot be done. */
export function planAction(request: PlanRequest): readonly Operator[] | undefined {
  const { npc, from, levels, action } = request;
  const facts: WorldFacts = { at: from, coin: levels.purse < BROKE };
  const goal: WorldFacts = { [GOAL_FACT[action.type]]: true, at: action.locationId };
  return findPlan(facts, goal, operatorsFor(request, new Set([npc.homeLocation, action.locationId, workplaceOf(npc)])));
}

function operatorsFor({ npc, city, from, action }: PlanRequest, places: ReadonlySet<string>): readonly Operator[] {
  const walks = [...places].map((to) => ({
    name: 'walk-to',
    target: to,
    // Whole wards weigh; the last tenth is putting one's coat on.
    cost: 0.1 + city.distance(from, to),
    needs: {},
    makes: { at: to },
  }));
  const at = { at: action.locationId };
  const act = (name: string, needs: WorldFacts, makes: WorldFacts): Operator => ({
    name,
    target: action.target,
    cost: 1,
    needs,
    makes,
  });
  const meal =
    action.locationId === npc.homeLocation
      ? act('fetch-meal', at, { meal: true })
      : act('buy-meal', { ...at, coin: true }, { meal: true });
  const drink = act('buy-drink', { ...at, coin: true }, { drink: true });
  const earn = { ...act('earn-coin', { at: workplaceOf(npc) }, { coin: true }), cost: 2 };
  switch (action.type) {
    case 'EAT':
      return [...walks, meal, earn, act('eat', { ...at, meal: true }, { fed: true })];
    case 'DRINK':
      return [...walks, drink, earn, act('drink', { ...at, drink: true }, { cheered: true })];
    default:
      return [...walks, act(VERB[action.type], at, { [GOAL_FACT[action.type]]: true })];
  }
}

const VERB: Readonly<Record<Exclude<ActionType, 'EAT' | 'DRINK'>, string>> = {
  IDLE: 'wait',
  SLEEP: 'sleep',
  WORK: 'work',
  PRAY: 'pray',
  PATROL: 'patrol',
  TRADE: 'trade',
  SOCIALISE: 'talk',
  STUDY: 'study',
  WANDER: 'stroll',
  SHELTER: 'take-cover',
  FLEE: 'hide',
  INVESTIGATE: 'look-into',
};

/** Where somebody earns: the first place of their day where they do. */
function workplaceOf({ schedule, homeLocation }: Npc): string {
  const work = schedule.find(({ activity }) => activity === 'WORK' || activity === 'TRADE' || activity === 'PATROL');
  return work?.locationId ?? homeLocation;
}
