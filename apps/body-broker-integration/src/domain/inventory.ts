import { failedPrecondition } from '@bodybroker/domain';

/** Places of an inventory: one for each part and each single item. */
export const CAPACITY = 200;

/** What a player holds beside parts: how many of each item. */
export interface Inventory {
  readonly items: Readonly<Record<string, number>>;
}

export const EMPTY_INVENTORY: Inventory = { items: {} };

/** What comes (above 0) or goes (below 0), by item id. */
export type ItemDeltas = Readonly<Record<string, number>>;

export function itemCount({ items }: Inventory): number {
  return Object.values(items).reduce((sum, count) => sum + count, 0);
}

/** Adds and takes away; never below none. Answers what really changed. */
export function changeItems(
  inventory: Inventory,
  deltas: ItemDeltas,
): { readonly inventory: Inventory; readonly changed: ItemDeltas } {
  const items: Record<string, number> = { ...inventory.items };
  const changed: Record<string, number> = {};
  for (const [itemId, delta] of Object.entries(deltas)) {
    const before = items[itemId] ?? 0;
    const after = Math.max(0, before + delta);
    if (after !== before) changed[itemId] = after - before;
    items[itemId] = after;
  }
  const left = Object.entries(items).filter(([, count]) => count > 0);
  return { inventory: { items: Object.fromEntries(left) }, changed };
}

/** @throws DomainError FAILED_PRECONDITION INVENTORY_FULL when so many more do not fit */
export function assertRoom(used: number, more: number): void {
  if (used + more <= CAPACITY) return;
  const facts = { used: String(used), capacity: String(CAPACITY), needed: String(more) };
  throw failedPrecondition('INVENTORY_FULL', `the inventory has no room for ${more} more`, facts);
}
