import type { JsonObject } from '@bodybroker/domain';
import { REPUTATIONS } from '../domain/quest-definition.js';
import type { QuestPlan } from '../domain/quest-plan.js';
import type { QuestState } from '../domain/quest.js';

/** What finishing a quest does to its player's tension: it eases. */
const RELIEF = -10;

/**
 * The input of the workflow quest_reward, as the README shows it. Amounts are texts, as proto3 JSON has them for 64 bits. Parts that the
 * rewards lack are there, but empty, so that a template never names what is missing; `has_…` says whether there is something.
 */
export function toRewardInput(
  questId: string,
  quest: QuestState,
  { definition }: QuestPlan,
  claim: number,
): JsonObject {
  const [money] = definition.rewards.currency;
  const [standing] = definition.rewards.reputation;
  const { items } = definition.rewards;
  const deltas = REPUTATIONS.map((name): [string, number] => [name, standing?.deltas[name] ?? 0]);
  return {
    quest_id: questId,
    claim,
    player_id: quest.playerId,
    world_id: quest.worldId,
    definition_id: definition.id,
    title: definition.title,
    giver_npc_id: definition.giverNpcId,
    reason: 'quest.claimed',
    has_items: items.length > 0,
    items: items.map(({ itemId, count }) => ({ item_id: itemId, count: String(count) })),
    items_reference: `quest:${questId}:items`,
    has_money: money !== undefined,
    currency: money?.currency ?? '',
    amount: money?.amount ?? '0',
    money_reference: `quest:${questId}:money`,
    has_standing: standing !== undefined,
    npc_id: standing?.npcId ?? '',
    deltas: Object.fromEntries(deltas.filter(([, delta]) => delta !== 0)),
    story_type: 'quest.claimed',
    story_weight: RELIEF,
    story_text: `${definition.title}: done, and paid for.`,
    story_refs: [questId, definition.id, ...(definition.giverNpcId === '' ? [] : [definition.giverNpcId])],
  };
}
