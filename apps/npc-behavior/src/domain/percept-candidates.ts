import { traitOf, weightOf } from './npc.js';
import { strongest, type Percept, type PerceptKind } from './percept.js';
import { consider, danger, reach, routineExposure, routinePlace, share, type Situation } from './situation.js';
import type { Candidate } from './utility.js';

/** What somebody could do about what they notice. */
export function perceptCandidates(situation: Situation): readonly Candidate[] {
  return ANSWERS.map((answer) => answer(situation)).filter((candidate) => candidate !== undefined);
}

type Answer = (situation: Situation) => Candidate | undefined;

/** Out of the weather, where there is any at the place of the routine. */
const takeShelter: Answer = (situation) => {
  const wet = routineExposure(situation);
  const roof = situation.city.nearest(routinePlace(situation), ({ isIndoors }) => isIndoors)?.id;
  if (wet === 0 || roof === undefined) return undefined;
  const considerations = [consider('exposure', wet), consider('reach', reach(situation, roof))];
  return { type: 'SHELTER', target: '', locationId: roof, goal: 'stay-safe', considerations };
};

const flee: Answer = (situation) => {
  const threat = strongest(situation.percepts, 'THREAT');
  if (threat === undefined) return undefined;
  const considerations = [consider('danger', danger(situation))];
  const { homeLocation } = situation.npc;
  return { type: 'FLEE', target: threat.subjectId, locationId: homeLocation, goal: 'stay-safe', considerations };
};

/** What those do about a threat who keep order. */
const stepIn: Answer = (situation) => {
  const { npc } = situation;
  return about(situation, ['THREAT'], (threat, locationId) => ({
    type: 'INVESTIGATE',
    target: threat.subjectId,
    locationId,
    goal: 'keep-order',
    considerations: [
      consider('danger', threat.strength),
      consider('goal', weightOf(npc, 'keep-order')),
      consider('boldness', share(traitOf(npc, 'boldness'))),
    ],
  }));
};

const lookInto: Answer = (situation) => {
  const { npc } = situation;
  const goal = weightOf(npc, 'keep-order') > weightOf(npc, 'learn') ? 'keep-order' : 'learn';
  return about(situation, ['CORPSE', 'NOISE', 'TRACE'], (news, locationId) => ({
    type: 'INVESTIGATE',
    target: news.subjectId,
    locationId,
    goal,
    considerations: [
      consider('news', news.strength),
      consider('goal', weightOf(npc, goal)),
      consider('curiosity', 0.5 + 0.5 * share(traitOf(npc, 'curiosity'))),
      consider('reach', reach(situation, locationId)),
    ],
  }));
};

const serve: Answer = (situation) => {
  const { npc } = situation;
  return about(situation, ['CUSTOMER'], (customer, locationId) => ({
    type: 'TRADE',
    target: customer.subjectId,
    locationId,
    goal: 'earn',
    considerations: [
      consider('custom', customer.strength),
      consider('goal', weightOf(npc, 'earn')),
      consider('greed', share(traitOf(npc, 'greed'))),
    ],
  }));
};

const join: Answer = (situation) => {
  const { npc } = situation;
  return about(situation, ['ACQUAINTANCE'], (friend, locationId) => ({
    type: 'SOCIALISE',
    target: friend.subjectId,
    locationId,
    goal: 'company',
    considerations: [
      consider('friend', friend.strength),
      consider('goal', weightOf(npc, 'company')),
      consider('warmth', share(traitOf(npc, 'warmth'))),
    ],
  }));
};

const ANSWERS: readonly Answer[] = [takeShelter, flee, stepIn, lookInto, serve, join];

/** An answer to the strongest percept of some kinds, where it is. */
function about(
  situation: Situation,
  kinds: readonly PerceptKind[],
  answer: (percept: Percept, locationId: string) => Candidate,
): Candidate | undefined {
  const percept = strongest(situation.percepts, ...kinds);
  if (percept === undefined) return undefined;
  return answer(percept, percept.locationId === '' ? routinePlace(situation) : percept.locationId);
}
