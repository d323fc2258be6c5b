import { create, toBinary } from '@bufbuild/protobuf';
import type { JSONWebKeySet } from 'jose';
import { RpcError } from '@bodybroker/nats-sdk';
import type { RouteTable } from '../routing/route-table.js';
import { decodeResponse, responsePayload } from '../transcoding/response-payload.js';
import type { Upstream } from '../upstream/upstream.js';
import type { FetchJwks } from './jwks-cache.js';
import { ANONYMOUS } from './principal.js';

const GET_JWKS = 'bodybroker.auth.v1.AuthService/GetJwks';

/**
 * Fetches auth's keys by its own contract, as it stands in the routes: the gateway is built without it.
 * @returns a function that throws RpcError UNAVAILABLE while auth is unknown or does not answer
 */
export function fetchJwksFrom(upstream: Upstream, routes: () => RouteTable, newId: () => string): FetchJwks {
  return async (signal) => {
    const method = routes().procedures.get(GET_JWKS);
    if (method === undefined) throw new RpcError('UNAVAILABLE', 'AUTH_UNKNOWN', 'auth has not announced itself');
    const requestId = newId();
    const { bytes } = await upstream.unary(method, toBinary(method.input, create(method.input)), {
      actor: ANONYMOUS.actor,
      scopes: [],
      sessionId: undefined,
      requestId,
      correlationId: requestId,
      causationId: requestId,
      idempotencyKey: undefined,
      worldId: 'main',
      locale: 'en',
      traceparent: undefined,
      tracestate: undefined,
      baggage: undefined,
      deadline: performance.now() + (method.timeoutMs ?? 3000),
      signal,
    });
    const { keys = [] } = responsePayload(method, decodeResponse(method, bytes)) as Partial<JSONWebKeySet>;
    return { keys };
  };
}
