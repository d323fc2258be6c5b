import { QuestOffer } from '@bodybroker/contracts-quest-system';
import type { QuestPlan } from '../domain/quest-plan.js';
import { toRewards } from './to-rewards.js';

/** Why a quest cannot be taken up now; undefined: it can. */
export interface OfferLock {
  readonly reason: string;
  readonly untilGms?: number;
}

/** A quest on a player's list. */
export function toOffer({ definition }: QuestPlan, lock: OfferLock | undefined): QuestOffer {
  return QuestOffer.create({
    definitionId: definition.id,
    title: definition.title,
    summary: definition.summary,
    giverNpcId: definition.giverNpcId,
    ...(lock === undefined ? {} : { lockedReason: lock.reason }),
    ...(lock?.untilGms === undefined ? {} : { untilGms: BigInt(lock.untilGms) }),
    rewards: toRewards(definition.rewards),
    tags: [...definition.tags],
  });
}
