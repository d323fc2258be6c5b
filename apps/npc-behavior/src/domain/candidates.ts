import { GOAL_OF, needRate, urgency } from './needs.js';
import { NEEDS, traitOf, weightOf, type ActionType, type Need } from './npc.js';
import { strongest } from './percept.js';
import { perceptCandidates } from './percept-candidates.js';
import { entryAt } from './schedule.js';
import { consider, danger, exposure, nearestServing, reach, routineExposure, type Situation } from './situation.js';
import type { Candidate } from './utility.js';

/** What somebody could do now: the day's routine, what their needs ask for, what they notice. */
export function candidatesOf(situation: Situation): readonly Candidate[] {
  return [routine(situation), ...forNeeds(situation), ...perceptCandidates(situation)];
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
