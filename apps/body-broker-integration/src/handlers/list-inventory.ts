import {
  InventoryFilter,
  InventorySort,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { INVENTORY_ORDERS } from '../flows/select-parts.js';
import { showInventory } from '../flows/show-inventory.js';
import { fromGrade } from '../mapping/grade-message.js';

/** What a player holds. */
export const listInventory =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'listInventory'> =>
  async (request) => {
    const { partType, minGrade, minFreshness, unreservedOnly } = request.filter ?? InventoryFilter.create();
    const sort = request.sort === InventorySort.UNSPECIFIED ? InventorySort.NEWEST : request.sort;
    const order = enumName(InventorySort, sort, INVENTORY_ORDERS, 'sort');
    const grade = fromGrade(minGrade, 'filter.min_grade');
    const filter = {
      partType: partType === '' ? undefined : partType,
      minGrade: grade,
      minFreshness,
      isUnreserved: unreservedOnly,
    };
    const page = readPage(request, [request.playerId, partType, grade, minFreshness, String(unreservedOnly), order]);
    return showInventory(deps, request.playerId, filter, order, page);
  };
