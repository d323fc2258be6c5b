import type { IPaymentService } from '@bodybroker/contracts-payment';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toProduct } from '../mapping/to-product.js';

/** What can be bought with real money, by id. */
export const listProducts =
  ({ products }: Deps): Handler<IPaymentService, 'listProducts'> =>
  async (request) => {
    const page = readPage(request);
    const rest = [...products.values()].filter(({ id }) => page.after === undefined || id > page.after);
    const shown = rest.slice(0, page.size);
    const last = shown.at(-1);
    const nextPageToken = last === undefined || rest.length <= page.size ? '' : page.next(last.id);
    return { products: shown.map(toProduct), nextPageToken };
  };
