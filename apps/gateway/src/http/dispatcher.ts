import { HttpError } from '../problems/http-error.js';
import { starting } from '../problems/starting.js';
import { RpcError } from '@bodybroker/nats-sdk';
import type { ConnectHandler } from '../connect/connect-handler.js';
import type { RouteTable } from '../routing/route-table.js';
import { answer, type Exchange } from './exchange.js';
import type { RestHandler } from './rest-handler.js';

/** Hands each request to what serves it, by the routes in force when it came in. */
export class Dispatcher {
  readonly #rest: RestHandler;
  readonly #connect: ConnectHandler;
  readonly #routes: () => RouteTable;
  readonly #isLoaded: () => boolean;

  constructor(
    rest: RestHandler,
    connect: ConnectHandler,
    options: { readonly routes: () => RouteTable; readonly isLoaded: () => boolean },
  ) {
    this.#rest = rest;
    this.#connect = connect;
    this.#routes = options.routes;
    this.#isLoaded = options.isLoaded;
  }

  /** @throws RpcError NOT_FOUND ROUTE_NOT_FOUND, UNAVAILABLE STARTING, HttpError 405, and whatever the handlers throw */
  dispatch(exchange: Exchange): Response | Promise<Response> {
    const { path, httpMethod } = exchange;
    const routes = this.#routes();
    const procedure = routes.procedures.get(path.slice(1));
    if (procedure !== undefined) return this.#connect.handle(exchange, procedure);

    const match = routes.match(httpMethod === 'HEAD' ? 'GET' : httpMethod, path);
    if (match.kind === 'found') {
      if (httpMethod === 'HEAD' && match.binding.method.kind !== 'unary') throw notAllowed(['GET']);
      return this.#rest.handle(exchange, match.binding, match.captures);
    }
    if (match.kind === 'not-found' && !this.#isLoaded()) throw starting();
    if (match.kind === 'not-found') throw new RpcError('NOT_FOUND', 'ROUTE_NOT_FOUND', 'there is nothing at this path');
    const allowed = match.allowed.includes('GET')
      ? ['GET', 'HEAD', ...match.allowed.filter((name) => name !== 'GET')]
      : match.allowed;
    if (httpMethod !== 'OPTIONS') throw notAllowed(allowed);
    exchange.route = 'options';
    return answer(exchange, 204, { Allow: [...allowed, 'OPTIONS'].join(', ') }, null);
  }
}

function notAllowed(allowed: readonly string[]): HttpError {
  return new HttpError(405, 'UNIMPLEMENTED', 'METHOD_NOT_ALLOWED', `only ${allowed.join(', ')} here`, {
    headers: { Allow: allowed.join(', ') },
  });
}
