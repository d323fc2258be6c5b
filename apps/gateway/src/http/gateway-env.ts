import type { HttpBindings } from '@hono/node-server';

/** What Hono carries through the gateway. `app.request()` in tests has no Node objects. */
export interface GatewayEnv {
  readonly Bindings: Partial<HttpBindings>;
}
