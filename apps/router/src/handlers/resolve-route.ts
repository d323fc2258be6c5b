import type { Deps, RouterHandler } from '../deps.js';
import { enter, resolve } from './resolve.js';

export function resolveRoute(deps: Deps): RouterHandler<'resolveRoute'> {
  return async ({ service, method, playerId, sessionId, headers }) => {
    const call = { service, method, playerId, sessionId, headers };
    await enter(deps, call);
    const { known, subject, route, reason } = await resolve(deps, call);
    const { instanceId, version } = known.instance;
    return { subject, instanceId, version, timeoutMs: BigInt(route.timeoutMs), reason };
  };
}
