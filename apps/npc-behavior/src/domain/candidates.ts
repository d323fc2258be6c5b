import type { City } from './city.js';
import { GOAL_OF, needRate, urgency, type NeedLevels } from './needs.js';
import { NEEDS, traitOf, weightOf, type ActionType, type Need, type Npc } from './npc.js';
import { strongest, type Percept } from './percept.js';
import { entryAt } from './schedule.js';
import { severityOf, type Skies } from './sky.js';
import type { Candidate, Consideration } from './utility.js';

/** All that bears on what somebody does. */
export interface Situation {
  readonly npc: Npc;
  readonly gms: number;
  readonly levels: NeedLevels;
  readonly percepts: readonly Percept[];
  readonly skies: Skies;
  readonly city: City;
}

const consider = (name: string, value: number): Consideration => ({ name, value: Math.min(1, Math.max(0, value)) });

/** A trait of -1 to 1 as a share of 0 to 1. */
const share = (trait: number): number => (trait + 1) / 2;

/** What somebody could do now: the day's routine, what their needs ask for, what they notice. */
export function candidatesOf(situation: Situation): readonly Candidate[] {
  return [routine(situation), ...forNeeds(situation), ...forPercepts(situation)];
}

/**
 * Everything is measured from where the routine wants them, not from where they are: who has once gone somewhere would
 * otherwise judge by another measure the next moment.
 */
function routinePlace({ npc, gms }: Situation): string {
  return entryAt(npc.schedule, gms).locationId;
}

function routine(situation: Situation): Candidate {
  const { npc, gms, levels, percepts } = situation;
  const { activity, locationId } = entryAt(npc.schedule, gms);
  const unmet = NEEDS.filter((need) => needRate(npc, need, activity) > 0);
  const worst = Math.max(0, ...unmet.map((need) => urgency(levels[need]) * weightOf(npc, GOAL_OF[need])));
  const news = strongest(percepts, 'CORPSE', 'NOISE', 'TRACE', 'CUSTOMER', 'ACQUAINTANCE')?.strength ?? 0;
  return {
    type: activity,
    target: '',
    locationId,
    goal: 'routine',
    considerations: [
      consider('duty', 0.8 + 0.1 * traitOf(npc, 'honesty')),
      consider('comfort', 1 - 0.8 * routineExposure(situation)),
      consider('safety', 1 - 0.9 * danger(situation)),
      consider('vigour', 1 - 0.6 * worst),
      consider('attention', 1 - 0.5 * news * Math.max(weightOf(npc, 'learn'), weightOf(npc, 'keep-order'))),
    ],
  };
}

interface NeedAnswer {
  readonly type: ActionType;
  readonly place: (situation: Situation) => string | undefined;
}

const ANSWERS: Readonly<Record<Need, NeedAnswer>> = {
  hunger: { type: 'EAT', place: (situation) => nearestServing(situation, 'eat') },
  rest: { type: 'SLEEP', place: ({ npc }) => npc.homeLocation },
  company: { type: 'SOCIALISE', place: (situation) => nearestServing(situation, 'company') },
  purse: { type: 'TRADE', place: (situation) => nearestServing(situation, 'trade') },
  faith: { type: 'PRAY', place: (situation) => nearestServing(situation, 'pray') },
};

function forNeeds(situation: Situation): readonly Candidate[] {
  const { npc, levels } = situation;
  return NEEDS.flatMap((need) => {
    const goal = GOAL_OF[need];
    const locationId = ANSWERS[need].place(situation);
    if (locationId === undefined || weightOf(npc, goal) === 0) return [];
    return {
      type: ANSWERS[need].type,
      target: '',
      locationId,
      goal,
      considerations: [
        consider('urgency', urgency(levels[need])),
        consider('goal', weightOf(npc, goal)),
        consider('reach', reach(situation, locationId)),
        consider('comfort', 1 - 0.8 * exposure(situation, locationId)),
      ],
    };
  });
}

function forPercepts(situation: Situation): readonly Candidate[] {
  const { npc, percepts } = situation;
  const here = routinePlace(situation);
  const placeOf = ({ locationId }: Percept): string => (locationId === '' ? here : locationId);
  const found: Candidate[] = [];
  const wet = routineExposure(situation);
  const roof = situation.city.nearest(here, ({ isIndoors }) => isIndoors)?.id;
  if (wet > 0 && roof !== undefined) {
    const considerations = [consider('exposure', wet), consider('reach', reach(situation, roof))];
    found.push({ type: 'SHELTER', target: '', locationId: roof, goal: 'stay-safe', considerations });
  }
  const threat = strongest(percepts, 'THREAT');
  if (threat !== undefined) {
    const fear = consider('danger', danger(situation));
    found.push({
      type: 'FLEE',
      target: threat.subjectId,
      locationId: npc.homeLocation,
      goal: 'stay-safe',
      considerations: [fear],
    });
    const duty = [
      consider('danger', threat.strength),
      consider('goal', weightOf(npc, 'keep-order')),
      consider('boldness', share(traitOf(npc, 'boldness'))),
    ];
    found.push({
      type: 'INVESTIGATE',
      target: threat.subjectId,
      locationId: placeOf(threat),
      goal: 'keep-order',
      considerations: duty,
    });
  }
  const news = strongest(percepts, 'CORPSE', 'NOISE', 'TRACE');
  if (news !== undefined) {
    const locationId = placeOf(news);
    const goal = weightOf(npc, 'keep-order') > weightOf(npc, 'learn') ? 'keep-order' : 'learn';
    const considerations = [
      consider('news', news.strength),
      consider('goal', weightOf(npc, goal)),
      consider('curiosity', 0.5 + 0.5 * share(traitOf(npc, 'curiosity'))),
      consider('reach', reach(situation, locationId)),
    ];
    found.push({ type: 'INVESTIGATE', target: news.subjectId, locationId, goal, considerations });
  }
  const customer = strongest(percepts, 'CUSTOMER');
  if (customer !== undefined) {
    const considerations = [
      consider('custom', customer.strength),
      consider('goal', weightOf(npc, 'earn')),
      consider('greed', share(traitOf(npc, 'greed'))),
    ];
    found.push({
      type: 'TRADE',
      target: customer.subjectId,
      locationId: placeOf(customer),
      goal: 'earn',
      considerations,
    });
  }
  const friend = strongest(percepts, 'ACQUAINTANCE');
  if (friend !== undefined) {
    const considerations = [
      consider('friend', friend.strength),
      consider('goal', weightOf(npc, 'company')),
      consider('warmth', share(traitOf(npc, 'warmth'))),
    ];
    found.push({
      type: 'SOCIALISE',
      target: friend.subjectId,
      locationId: placeOf(friend),
      goal: 'company',
      considerations,
    });
  }
  return found;
}

/** How much weather there is at a place: none under a roof, less for the bold. */
function exposure({ npc, city, skies, percepts }: Situation, locationId: string): number {
  const { isIndoors, regionId } = city.place(locationId);
  if (isIndoors) return 0;
  const severity = Math.max(severityOf(skies[regionId]), strongest(percepts, 'BAD_WEATHER')?.strength ?? 0);
  return severity * (1 - 0.3 * Math.max(0, traitOf(npc, 'boldness')));
}

/** Where people sleep there is a roof, whatever the place is. */
function routineExposure(situation: Situation): number {
  const { activity, locationId } = entryAt(situation.npc.schedule, situation.gms);
  return activity === 'SLEEP' ? 0 : exposure(situation, locationId);
}

/** How much a threat frightens: all of it the timid, little the bold. */
function danger({ npc, percepts }: Situation): number {
  const strength = strongest(percepts, 'THREAT')?.strength ?? 0;
  return strength * (1 - 0.6 * share(traitOf(npc, 'boldness'))) * (0.5 + 0.5 * weightOf(npc, 'stay-safe'));
}

function reach(situation: Situation, locationId: string): number {
  return 1 / (1 + 0.05 * situation.city.distance(routinePlace(situation), locationId));
}

function nearestServing(situation: Situation, service: 'eat' | 'company' | 'trade' | 'pray'): string | undefined {
  return situation.city.nearest(routinePlace(situation), ({ serves }) => serves.includes(service))?.id;
}
