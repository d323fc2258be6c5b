import type { InventoryPage } from '@bodybroker/contracts-body-broker-integration';
import { cutPage, type Page } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import { CAPACITY, itemCount } from '../domain/inventory.js';
import { toPart } from '../mapping/to-part.js';
import { assessParts } from './assess-parts.js';
import { afterPlace, placeToken, selectParts, type InventoryOrder, type PartFilter } from './select-parts.js';

/** A page of what a player holds. */
export async function showInventory(
  deps: Deps,
  playerId: string,
  filter: PartFilter,
  order: InventoryOrder,
  page: Page,
): Promise<InventoryPage> {
  const { inventory, version, parts } = await deps.holdings.read(playerId);
  const selected = selectParts(await assessParts(deps, parts), filter, order);
  const { rows, nextPageToken } = cutPage(afterPlace(selected, page.after), page, placeToken);
  return {
    parts: rows.map(({ assessed }) => toPart(assessed)),
    nextPageToken,
    items: Object.entries(inventory.items)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([itemId, count]) => ({ itemId, count: BigInt(count) })),
    used: parts.length + itemCount(inventory),
    capacity: CAPACITY,
    version,
  };
}
