import type { IPaymentService } from '@bodybroker/contracts-payment';
import { pageOf, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toProduct } from '../mapping/to-product.js';

/** What can be bought with real money, by id. */
export const listProducts =
  ({ products }: Deps): Handler<IPaymentService, 'listProducts'> =>
  async (request) => {
    const { rows, nextPageToken } = pageOf(products.values(), readPage(request), ({ id }) => id);
    return { products: rows.map(toProduct), nextPageToken };
  };
