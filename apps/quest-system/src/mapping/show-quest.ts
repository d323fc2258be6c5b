import type { Quest } from '@bodybroker/contracts-quest-system';
import type { Entity } from '@bodybroker/storage';
import type { QuestState } from '../domain/quest.js';
import type { Definitions } from '../storage/definitions.js';
import { toQuest } from './to-quest.js';

/** A quest as the contract says it, with the words of the revision it is on. */
export async function showQuest(definitions: Pick<Definitions, 'plan'>, entity: Entity<QuestState>): Promise<Quest> {
  const { definitionId, revision } = entity.value;
  return toQuest(entity, await definitions.plan(definitionId, revision));
}
