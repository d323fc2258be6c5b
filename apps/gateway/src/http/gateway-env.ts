import type { HttpBindings } from '@hono/node-server';
import type { Exchange } from './exchange.js';

/** What Hono carries through the gateway. `app.request()` in tests has no Node objects. */
export interface GatewayEnv {
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: { readonly exchange: Exchange };
}
