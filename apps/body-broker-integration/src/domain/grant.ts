import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import type { TradeGoods } from './trade-goods.js';

export interface GrantedItem {
  readonly itemId: string;
  readonly count: number;
}

/** Things given to a player at once. A revoked one without things stands for a grant that never arrived. */
export interface Grant {
  readonly playerId: string;
  readonly reference: string;
  readonly items: readonly GrantedItem[];
  /** The parts among them. */
  readonly partIds: readonly string[];
  readonly status: 'GRANTED' | 'REVOKED';
}

/** What is granted, sorted into things and parts. */
export interface GrantPlan {
  /** By item id. */
  readonly items: Readonly<Record<string, number>>;
  /** One for each part. */
  readonly partTypes: readonly string[];
}

/** @throws DomainError INVALID_ARGUMENT UNKNOWN_ITEM */
export function planGrant({ items, partTypes }: TradeGoods, granted: readonly GrantedItem[]): GrantPlan {
  const stacks: Record<string, number> = {};
  const parts: string[] = [];
  for (const [index, { itemId, count }] of granted.entries()) {
    if (partTypes.has(itemId)) parts.push(...Array.from({ length: count }, () => itemId));
    else if (items.has(itemId)) stacks[itemId] = (stacks[itemId] ?? 0) + count;
    else
      throw invalidArgument(`items[${index}].item_id`, 'is nothing of the trade', 'UNKNOWN_ITEM', { item_id: itemId });
  }
  return { items: stacks, partTypes: parts };
}

/** @throws DomainError FAILED_PRECONDITION GRANT_REVOKED */
export function grantRevoked(grantId: string): Error {
  return failedPrecondition('GRANT_REVOKED', `grant ${grantId} was revoked`, { grant_id: grantId });
}
