import {
  createConditionCache,
  type ConditionCache,
  type ConditionValues,
  type UndecidedCondition,
  type Variables,
} from '@bodybroker/conditions';
import { dayOf, hourOf } from './game-time.js';
import type { Moment } from './moment.js';
import { shownTension } from './pulse.js';
import { regionOf } from './region-of.js';
import { arcStatus, type Story } from './story.js';
import type { Catalogue } from './catalogue.js';

/** What every condition of a story can read; the README says what each means. */
export const STORY_VARIABLES: Variables = {
  qualities: 'map',
  facts: 'map',
  tension: 'int',
  phase: 'string',
  arcs: 'map',
  acts: 'map',
  endings: 'map',
  seen: 'list',
  quests_done: 'list',
  quests_active: 'list',
  clues: 'list',
  incidents: 'list',
  lore: 'list',
  standing: 'map',
  location: 'string',
  region: 'string',
  npc: 'string',
  weather: 'string',
  gms: 'int',
  hour: 'int',
  day: 'int',
};

// Enough for the beats and arcs there can be, at two texts each.
const CAPACITY = 5000;

/** @param onMissing told once for each condition that could not be decided */
export function createStoryConditions(onMissing: (undecided: UndecidedCondition) => void): ConditionCache {
  return createConditionCache(STORY_VARIABLES, { onMissing, capacity: CAPACITY });
}

/** What conditions read of a story in a moment. */
export function storyValues(story: Story, moment: Moment, { arcs }: Pick<Catalogue, 'arcs'>): ConditionValues {
  const locationId = moment.locationId === '' ? story.locationId : moment.locationId;
  const region = regionOf(locationId);
  const ids = [...new Set([...arcs.keys(), ...Object.keys(story.arcs)])];
  const ofArcs = (read: (id: string) => string): Map<string, string> => new Map(ids.map((id) => [id, read(id)]));
  const ending = (id: string): string => {
    const progress = story.arcs[id];
    return progress === undefined || progress.status === 'ACTIVE' ? '' : progress.endingId;
  };
  return {
    qualities: story.qualities,
    facts: moment.facts,
    tension: shownTension(story.pulse),
    phase: story.pulse.phase,
    arcs: ofArcs((id) => arcStatus(story, id)),
    acts: ofArcs((id) => story.arcs[id]?.actId ?? ''),
    endings: ofArcs(ending),
    seen: Object.keys(story.seen),
    quests_done: story.quests.done,
    quests_active: story.quests.active,
    clues: story.clues,
    incidents: story.incidents,
    lore: story.lore,
    standing: story.standing,
    location: locationId,
    region,
    npc: moment.npcId,
    weather: moment.weather[region] ?? '',
    gms: moment.gms,
    hour: hourOf(moment.gms),
    day: dayOf(moment.gms),
  };
}

/** Whether a condition holds; `unknown` when it hangs on facts that nobody can tell now. */
export function decide(
  conditions: ConditionCache,
  text: string,
  values: ConditionValues,
): 'holds' | 'fails' | 'unknown' {
  const condition = conditions.get(text);
  if (condition.variables.has('facts') && values['facts'] === undefined) return 'unknown';
  return condition.evaluate(values) ? 'holds' : 'fails';
}
