import { isDomainError } from '@bodybroker/domain';
import type { ConditionCache } from '@bodybroker/conditions';
import type { Arc } from './arc.js';
import type { BeatEffects } from './beat.js';
import type { Catalogue, CatalogueBeat } from './catalogue.js';

export interface StoryProblem {
  /** The beat, act or ending it is in; empty: the arc itself. */
  readonly id: string;
  readonly reason: string;
  readonly message: string;
}

export interface StoryCheck {
  readonly errors: readonly StoryProblem[];
  readonly unreachable: readonly string[];
}

const SEEN = /"(?<id>[^"]+)"\s+in\s+seen\b/g;

/** What is wrong with an arc, and which of its beats can never run. */
export function checkStory(arc: Arc, catalogue: Catalogue, conditions: ConditionCache): StoryCheck {
  const beats = [...catalogue.beats.values()].filter(({ arcId }) => arcId === arc.id);
  const errors = [
    ...badConditions(arc, beats, conditions),
    ...badActs(arc, catalogue),
    ...badEffects(arc, beats),
    ...badEndings(arc, beats),
  ];
  return { errors, unreachable: unreachableBeats(arc, beats, catalogue, conditions) };
}

const effectsOf = ({ effects, namedEffects }: CatalogueBeat): readonly BeatEffects[] => [
  effects,
  ...Object.values(namedEffects),
];

function badConditions(arc: Arc, beats: readonly CatalogueBeat[], conditions: ConditionCache): StoryProblem[] {
  const texts: readonly (readonly [id: string, text: string])[] = [
    ['', arc.start],
    ...arc.acts.map(({ id, advance }) => [id, advance] as const),
    ...arc.endings.map(({ id, condition }) => [id, condition] as const),
    ...beats.flatMap(({ id, conditions: all }) => all.map((text) => [id, text] as const)),
  ];
  return texts.flatMap(([id, text]) => {
    if (text === '') return [];
    try {
      conditions.get(text);
      return [];
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return [{ id, reason: error.reason, message: error.message }];
    }
  });
}

function badActs(arc: Arc, { beats }: Catalogue): StoryProblem[] {
  return arc.acts.flatMap((act) => {
    const ofBeats = act.beatIds.flatMap((id) => {
      const beat = beats.get(id);
      if (beat === undefined)
        return [{ id, reason: 'BEAT_MISSING', message: `act ${act.id} names a beat that is not there` }];
      if (beat.arcId === arc.id) return [];
      return [{ id, reason: 'BEAT_OF_OTHER_ARC', message: `act ${act.id} names a beat of ${beat.arcId || 'no arc'}` }];
    });
    const isEmpty = act.beatIds.length === 0;
    return isEmpty ? [...ofBeats, { id: act.id, reason: 'ACT_EMPTY', message: 'the act has no beats' }] : ofBeats;
  });
}

function badEffects(arc: Arc, beats: readonly CatalogueBeat[]): StoryProblem[] {
  return beats.flatMap((beat) =>
    effectsOf(beat).flatMap(({ actId, endingId }) => [
      ...(actId === '' || arc.acts.some(({ id }) => id === actId)
        ? []
        : [{ id: beat.id, reason: 'ACT_MISSING', message: `goes to act ${actId}, which the arc has not` }]),
      ...(endingId === '' || arc.endings.some(({ id }) => id === endingId)
        ? []
        : [{ id: beat.id, reason: 'ENDING_MISSING', message: `ends with ${endingId}, which the arc has not` }]),
    ]),
  );
}

function badEndings(arc: Arc, beats: readonly CatalogueBeat[]): StoryProblem[] {
  const byBeat = new Set(beats.flatMap(effectsOf).map(({ endingId }) => endingId));
  const dead = arc.endings.filter(({ id, condition }) => condition === '' && !byBeat.has(id));
  if (dead.length === arc.endings.length) {
    return [{ id: '', reason: 'NO_ENDING', message: 'nothing ever ends the arc' }];
  }
  return dead.map(({ id }) => ({ id, reason: 'ENDING_UNREACHABLE', message: 'no condition and no beat leads to it' }));
}

function unreachableBeats(
  arc: Arc,
  beats: readonly CatalogueBeat[],
  catalogue: Catalogue,
  conditions: ConditionCache,
): readonly string[] {
  const acts = reachableActs(arc, beats);
  const offered = new Set(arc.acts.filter(({ id }) => acts.has(id)).flatMap(({ beatIds }) => beatIds));
  const dead = new Set(
    beats
      .filter((beat) => !offered.has(beat.id) || beat.conditions.some((text) => neverHolds(text, conditions)))
      .map(({ id }) => id),
  );
  // A beat that waits for one that never runs never runs either, and so on.
  for (;;) {
    const more = beats.filter(
      ({ id, conditions: all }) => !dead.has(id) && all.some((text) => waitsForNever(text, dead, catalogue)),
    );
    if (more.length === 0) return [...dead].sort();
    for (const { id } of more) dead.add(id);
  }
}

function reachableActs(arc: Arc, beats: readonly CatalogueBeat[]): ReadonlySet<string> {
  const reached = new Set(arc.acts.slice(0, 1).map(({ id }) => id));
  for (let before = -1; before !== reached.size;) {
    before = reached.size;
    arc.acts.forEach((act, at) => {
      if (!reached.has(act.id)) return;
      const next = arc.acts[at + 1];
      if (act.advance !== '' && next !== undefined) reached.add(next.id);
      const inAct = beats.filter(({ id }) => act.beatIds.includes(id));
      for (const { actId } of inAct.flatMap(effectsOf)) if (actId !== '') reached.add(actId);
    });
  }
  return reached;
}

/** False whatever is so: it reads nothing, and does not hold. */
function neverHolds(text: string, conditions: ConditionCache): boolean {
  try {
    const condition = conditions.get(text);
    return condition.variables.size === 0 && !condition.evaluate({});
  } catch (error) {
    if (isDomainError(error)) return true;
    throw error;
  }
}

/** Only a plain `"x" in seen`, or several with `&&`, is looked through. */
function waitsForNever(text: string, dead: ReadonlySet<string>, { beats }: Catalogue): boolean {
  if (/[|!?]/.test(text)) return false;
  return [...text.matchAll(SEEN)].some(({ groups }) => {
    const id = groups?.['id'] ?? '';
    return dead.has(id) || !beats.has(id);
  });
}
