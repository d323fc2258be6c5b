import { invalidArgument } from '@bodybroker/domain';

export const STICKY_BY = ['NONE', 'PLAYER', 'SESSION'] as const;
export type StickyBy = (typeof STICKY_BY)[number];

/** Instances of some versions and their share of the calls. */
export interface VersionSplit {
  /** A semver range; empty: any version. */
  readonly versionRange: string;
  readonly weight: number;
}

/** Which calls go where. */
export interface RouteRule {
  /** Over `method`, `player_id` and `headers`. Empty: all calls. */
  readonly match: string;
  readonly splits: readonly VersionSplit[];
}

/** How calls of a service are dealt out. */
export interface Route {
  readonly rules: readonly RouteRule[];
  /** 0: the method's own. */
  readonly timeoutMs: number;
  /** Share of calls that may be sent again. */
  readonly retryBudget: number;
  readonly stickyBy: StickyBy;
  readonly maintenance: { readonly on: boolean; readonly message: string };
  readonly rate?: { readonly perPlayerRps: number; readonly burst: number };
}

export const DEFAULT_RETRY_BUDGET = 0.2;

/** A service nobody has set a route for. */
export const OPEN_ROUTE: Route = {
  rules: [],
  timeoutMs: 0,
  retryBudget: DEFAULT_RETRY_BUDGET,
  stickyBy: 'NONE',
  maintenance: { on: false, message: '' },
};

/** @param isRange whether a text is a semver range @throws DomainError INVALID_ARGUMENT, naming the field and the rule */
export function checkRoute(route: Route, isRange: (text: string) => boolean): Route {
  route.rules.forEach(({ splits }, at) => {
    for (const { versionRange } of splits) {
      if (versionRange !== '' && !isRange(versionRange)) {
        throw invalidArgument(
          `route.rules.${at}.splits.version_range`,
          `${versionRange} is no range of versions`,
          'BAD_RANGE',
        );
      }
    }
    if (splits.reduce((sum, { weight }) => sum + weight, 0) <= 0) {
      throw invalidArgument(`route.rules.${at}.splits.weight`, 'must not all be 0', 'BAD_WEIGHTS');
    }
  });
  return route;
}
