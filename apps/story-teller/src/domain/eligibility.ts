import type { CatalogueBeat } from './catalogue.js';
import { decide, storyValues } from './story-conditions.js';
import type { StoryRules } from './settle-arcs.js';
import type { Story } from './story.js';
import type { ConditionValues } from '@bodybroker/conditions';

/** Beats that excite more than this are not for FADE and RELAX. */
const CALM_INTENSITY = 20;

export type Eligibility =
  | { readonly is: 'eligible' }
  /** `failed`: the condition's text, or the rule's name: `once`, `cooldown`, `exclusive_group`, `arc`, `act`, `pacing`. */
  | { readonly is: 'refused'; readonly failed: string }
  | { readonly is: 'unknown' };

/** Whether a beat can run now. */
export function eligibilityOf(
  beat: CatalogueBeat,
  story: Story,
  rules: StoryRules,
  values: ConditionValues = storyValues(story, rules.moment, rules.catalogue),
): Eligibility {
  const broken = brokenRule(beat, story, rules);
  if (broken !== undefined) return { is: 'refused', failed: broken };
  let isUnknown = false;
  for (const text of beat.conditions) {
    const decided = decide(rules.conditions, text, values);
    if (decided === 'fails') return { is: 'refused', failed: text };
    isUnknown ||= decided === 'unknown';
  }
  return isUnknown ? { is: 'unknown' } : { is: 'eligible' };
}

function brokenRule(beat: CatalogueBeat, story: Story, { catalogue, moment }: StoryRules): string | undefined {
  const sighting = story.seen[beat.id];
  if (beat.isOnce && sighting !== undefined) return 'once';
  if (beat.cooldownGms > 0 && sighting !== undefined && moment.gms < sighting.lastGms + beat.cooldownGms)
    return 'cooldown';
  const taken = beat.exclusiveGroup === '' ? undefined : story.groups[beat.exclusiveGroup];
  if (taken !== undefined && taken !== beat.id) return 'exclusive_group';
  const arcRule = beat.arcId === '' ? undefined : brokenArcRule(beat, story, catalogue);
  if (arcRule !== undefined) return arcRule;
  const isCalm = story.pulse.phase === 'FADE' || story.pulse.phase === 'RELAX';
  return isCalm && beat.intensity > CALM_INTENSITY && beat.kind !== 'CLIMAX' ? 'pacing' : undefined;
}

function brokenArcRule(beat: CatalogueBeat, story: Story, { arcs }: StoryRules['catalogue']): string | undefined {
  const progress = story.arcs[beat.arcId];
  if (progress?.status !== 'ACTIVE') return 'arc';
  const act = arcs.get(beat.arcId)?.acts.find(({ id }) => id === progress.actId);
  return act?.beatIds.includes(beat.id) === true ? undefined : 'act';
}
