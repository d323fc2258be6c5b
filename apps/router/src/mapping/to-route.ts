import { StickyBy, type Route as RouteMessage, type ServiceRoute } from '@bodybroker/contracts-router';
import { DEFAULT_RETRY_BUDGET, STICKY_BY, type Route } from '../domain/route.js';

export function toRoute({ rules, timeoutMs, retryBudget, stickyBy, maintenance, rate }: RouteMessage): Route {
  return {
    rules,
    timeoutMs: Number(timeoutMs),
    retryBudget: retryBudget === 0 ? DEFAULT_RETRY_BUDGET : retryBudget,
    stickyBy: STICKY_BY.find((name) => name === StickyBy[stickyBy]) ?? 'NONE',
    maintenance: { on: maintenance?.on ?? false, message: maintenance?.message ?? '' },
    ...(rate === undefined ? {} : { rate: { perPlayerRps: rate.perPlayerRps, burst: rate.burst } }),
  };
}

export function toServiceRoute(service: string, route: Route, version: bigint): ServiceRoute {
  const { rules, timeoutMs, retryBudget, stickyBy, maintenance, rate } = route;
  return {
    service,
    route: {
      rules: rules.map(({ match, splits }) => ({ match, splits: splits.map((split) => ({ ...split })) })),
      timeoutMs: BigInt(timeoutMs),
      retryBudget,
      stickyBy: StickyBy[stickyBy],
      maintenance: { ...maintenance },
      ...(rate === undefined ? {} : { rate: { ...rate } }),
    },
    version,
  };
}
