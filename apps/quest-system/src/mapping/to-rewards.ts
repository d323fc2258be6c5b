import { QuestRewards } from '@bodybroker/contracts-quest-system';
import type { FactValue, Rewards } from '../domain/quest-definition.js';

/** Rewards as the contract says them. */
export function toRewards({ currency, items, reputation, flags, facts }: Rewards): QuestRewards {
  return QuestRewards.create({
    currency: currency.map((each) => ({ currency: each.currency, amount: BigInt(each.amount) })),
    items: items.map(({ itemId, count }) => ({ itemId, count })),
    reputation: reputation.map(({ npcId, deltas }) => ({ npcId, ...deltas })),
    flags: [...flags],
    facts: facts.map(({ key, value }) => ({ key, value: toFactValue(value) })),
  });
}

type WireValue = QuestRewards['facts'][number]['value'];

/** A fact as it is sent. */
export function toFactValue(fact: FactValue): WireValue {
  switch (fact.kind) {
    case 'bool':
      return { oneofKind: 'boolValue', boolValue: fact.value };
    case 'int':
      return { oneofKind: 'intValue', intValue: BigInt(fact.value) };
    case 'string':
      return { oneofKind: 'stringValue', stringValue: fact.value };
  }
}
