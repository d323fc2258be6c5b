import type { Condition } from '@bodybroker/conditions';
import { draw } from '@bodybroker/domain';
import type { CatalogueBeat } from './catalogue.js';
import { eligibilityOf } from './eligibility.js';
import { DAY_GMS } from './game-time.js';
import type { Phase } from './pulse.js';
import type { StoryRules } from './settle-arcs.js';
import { storyValues } from './story-conditions.js';
import type { Sighting, Story } from './story.js';

/** A beat that could run, and why it comes where it comes. */
export interface Candidate {
  readonly beat: CatalogueBeat;
  readonly salience: number;
  readonly reasons: readonly string[];
}

// What has just been seen comes after everything new, however well it fits: 20 beats 10 + 5.
const MOST_FOR_CONDITIONS = 10;
const MOST_FOR_FRESHNESS = 20;
const MOST_FOR_PACING = 5;
/** Conditions at which half of the most is given. */
const HALF_AT = 4;

/**
 * The beats that can run now, the best first: by how much had to be true for them (Yarn Spinner's measure), how long ago they were
 * seen, and how they fit the pacing. Equal stories get equal answers.
 */
export function selectBeats(
  story: Story,
  rules: StoryRules,
  { worldSeed, limit }: { readonly worldSeed: string; readonly limit: number },
): readonly Candidate[] {
  const values = storyValues(story, rules.moment, rules.catalogue);
  const tie = ({ id }: CatalogueBeat): number => draw(worldSeed, 'beat', story.playerId, id, story.runs);
  return [...rules.catalogue.beats.values()]
    .filter((beat) => eligibilityOf(beat, story, rules, values).is === 'eligible')
    .map((beat) => rate(beat, story, rules))
    .sort((a, b) => b.salience - a.salience || tie(b.beat) - tie(a.beat))
    .slice(0, limit);
}

function rate(beat: CatalogueBeat, story: Story, { conditions, moment }: StoryRules): Candidate {
  const weight = beat.conditions.map((text) => weightOf(conditions.get(text))).reduce((sum, one) => sum + one, 0);
  const sighting = story.seen[beat.id];
  const salience =
    (MOST_FOR_CONDITIONS * weight) / (weight + HALF_AT) +
    freshness(sighting, moment.gms) +
    MOST_FOR_PACING * pacingFit(beat, story.pulse.phase);
  const reasons = [
    `conditions: ${beat.conditions.length}`,
    `weight: ${weight}`,
    sighting === undefined ? 'never seen' : `seen: ${sighting.times}`,
    `pacing: ${story.pulse.phase}`,
  ];
  return { beat, salience: Math.round(salience * 1000) / 1000, reasons };
}

/** One for a condition that reads something, and one for each `&&` and `||` in it. */
export function weightOf({ text, variables }: Pick<Condition, 'text' | 'variables'>): number {
  return variables.size === 0 ? 0 : 1 + (text.match(/&&|\|\|/g)?.length ?? 0);
}

/** Back to half of the most after a day. */
function freshness(sighting: Sighting | undefined, gms: number): number {
  if (sighting === undefined) return MOST_FOR_FRESHNESS;
  return MOST_FOR_FRESHNESS * (1 - 2 ** (-Math.max(0, gms - sighting.lastGms) / DAY_GMS));
}

/** 0 to 1: thrills while tension rises, a rest after it. */
function pacingFit({ intensity, kind }: CatalogueBeat, phase: Phase): number {
  if (kind === 'CLIMAX' && phase === 'SUSTAIN') return 1;
  switch (phase) {
    case 'BUILD_UP':
      return Math.min(1, Math.max(0, intensity / 50));
    case 'SUSTAIN':
      return Math.min(1, Math.max(0, intensity / 100));
    case 'FADE':
    case 'RELAX':
      return Math.min(1, Math.max(0, (20 - intensity) / 60) + (kind === 'RESPITE' ? 0.5 : 0));
  }
}
