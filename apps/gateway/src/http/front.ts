import type { Handler } from 'hono';
import { RpcError } from '@bodybroker/nats-sdk';
import { problemHeaders, problemOf, statusOf } from '../problems/problem.js';
import type { Admission } from '../limits/admission.js';
import type { CrossOrigin } from './cross-origin.js';
import { answer, type Exchange } from './exchange.js';
import type { GatewayEnv } from './gateway-env.js';
import { openExchange, type ExchangeOptions } from './open-exchange.js';

export interface FrontOptions extends ExchangeOptions {
  readonly crossOrigin: CrossOrigin;
}

/** Serves a request whose exchange is open; whatever it throws becomes a problem. */
export type Serve = (exchange: Exchange) => Response | Promise<Response>;

/**
 * What all requests have in common, whoever serves them: id and trace, access from other origins, errors as problems, and
 * the measurement at the end. One function and no chain of middleware, each link of which would cost every request a promise.
 */
export class Front {
  readonly #options: FrontOptions;

  constructor(options: FrontOptions) {
    this.#options = options;
  }

  /** A handler for Hono. @param places bounds how many requests it serves at a time; default: any number */
  serving(serve: Serve, places?: Admission): Handler<GatewayEnv> {
    return async (c) => {
      const { exchange, observed } = openExchange(c, this.#options);
      let response: Response;
      let entered = false;
      try {
        const preflight = this.#options.crossOrigin.apply(exchange);
        if (preflight === undefined) {
          places?.enter();
          entered = true;
        }
        response = preflight ?? (await serve(exchange));
      } catch (thrown) {
        response = this.#problem(exchange, thrown);
      }
      if (entered) places?.leave();
      observed.end(response.status, exchange.route);
      return response;
    };
  }

  #problem(exchange: Exchange, thrown: unknown): Response {
    const error = RpcError.from(thrown);
    const { requestId, path } = exchange;
    if (statusOf(error) >= 500) {
      this.#options.observer.failed(thrown instanceof Error ? thrown : error, requestId);
    }
    const headers = { 'Content-Type': 'application/problem+json', ...problemHeaders(error) };
    return answer(exchange, statusOf(error), headers, JSON.stringify(problemOf(error, { requestId, path })));
  }
}
