import type { MiddlewareHandler } from 'hono';
import type { GatewayEnv } from '../http/gateway-env.js';
import type { Admission } from '../limits/admission.js';

/** Counts the requests under way and refuses those beyond the limit with 503. @throws RpcError UNAVAILABLE OVERLOADED */
export function admission(places: Admission): MiddlewareHandler<GatewayEnv> {
  return async (_c, next) => {
    const leave = places.enter();
    try {
      await next();
    } finally {
      leave();
    }
  };
}
