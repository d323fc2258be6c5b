import { invalidArgument } from '@bodybroker/domain';
import { GOALS, NEEDS, TRAITS, type Npc } from './npc.js';
import { scheduleProblem } from './schedule.js';

const TAG = /^[a-z0-9][a-z0-9_.:-]{0,63}$/;

/**
 * Refuses somebody who cannot be.
 * @throws DomainError INVALID_ARGUMENT, with field and rule; reasons BAD_SCHEDULE, BAD_TRAIT, BAD_NEED, BAD_GOAL, BAD_TAG or INVALID_FIELD
 */
export function checkNpc(npc: Npc): void {
  needed('npc.npc_id', npc.npcId);
  needed('npc.name', npc.name.trim());
  needed('npc.archetype', npc.archetype);
  needed('npc.home_location', npc.homeLocation);
  const problem = scheduleProblem(npc.schedule);
  if (problem !== undefined) throw invalidArgument('npc.schedule', problem, 'BAD_SCHEDULE');
  bounded('npc.traits', npc.traits, { names: TRAITS, least: -1, reason: 'BAD_TRAIT' });
  bounded('npc.needs', npc.needs, { names: NEEDS, least: 0, reason: 'BAD_NEED' });
  const goals = npc.goals.map(({ id, weight }) => [id, weight] as const);
  if (new Set(goals.map(([id]) => id)).size < goals.length)
    throw invalidArgument('npc.goals', 'names a goal twice', 'BAD_GOAL');
  bounded('npc.goals', Object.fromEntries(goals), { names: GOALS, least: 0, reason: 'BAD_GOAL' });
  for (const [field, tags] of [
    ['npc.knowledge_tags', npc.knowledgeTags],
    ['npc.voice_tags', npc.voiceTags],
    ['npc.quest_ids', npc.questIds],
  ] as const) {
    const bad = tags.find((tag) => !TAG.test(tag));
    if (bad !== undefined) throw invalidArgument(field, `"${bad}" must match ${TAG.source}`, 'BAD_TAG');
  }
  for (const [field, texts] of [
    ['npc.greetings', npc.greetings],
    ['npc.own_facts', npc.ownFacts],
  ] as const) {
    if (texts.some((text) => text.trim() === '')) throw invalidArgument(field, 'has an empty text');
  }
}

function needed(field: string, value: string): void {
  if (value === '') throw invalidArgument(field, 'is needed');
}

function bounded(
  field: string,
  values: Readonly<Record<string, number>>,
  rule: { readonly names: readonly string[]; readonly least: number; readonly reason: string },
): void {
  for (const [name, value] of Object.entries(values)) {
    if (!rule.names.includes(name))
      throw invalidArgument(field, `"${name}" must be one of ${rule.names.join(', ')}`, rule.reason);
    if (!(value >= rule.least && value <= 1))
      throw invalidArgument(`${field}.${name}`, `must be from ${rule.least} to 1`, rule.reason);
  }
}
