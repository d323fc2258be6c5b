import type { HealthSources } from './http/health-sources.js';
import type { TokenVerifier } from './auth/token-verifier.js';
import type { RefusedContract } from './descriptors/contract-registry.js';
import type { HttpObserver } from './http/http-observer.js';
import type { RateLimiter } from './limits/rate-limiter.js';
import type { DocsAsset } from './openapi/docs-assets.js';
import type { RouteFault } from './routing/route-table.js';
import type { Upstream } from './upstream/upstream.js';

/** What the gateway is set to. */
export interface GatewaySettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Version shown in the API document. */
  readonly version: string;
  /** Origins whose pages may call; none: browsers keep all out. */
  readonly corsOrigins: readonly string[];
  /** How many proxies in front append to X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly maxBodyBytes: number;
  readonly maxInFlight: number;
  readonly maxStreamsPerActor: number;
  /** Silence on a stream after which a heartbeat is sent. */
  readonly heartbeatMs: number;
  /** How long a reader of a stream may take nothing. */
  readonly stallMs: number;
  /** How long an idle connection is kept; longer than a load balancer in front keeps its own. */
  readonly keepAliveMs: number;
  /** How long a stopping gateway says that it is not ready before it takes no more connections. */
  readonly lameDuckMs: number;
  /** How long a stopping gateway waits for requests under way. */
  readonly drainMs: number;
}

export const DEFAULT_SETTINGS: GatewaySettings = {
  host: '127.0.0.1',
  port: 8000,
  version: '0.0.0',
  corsOrigins: [],
  trustedProxies: 0,
  maxBodyBytes: 512 * 1024,
  maxInFlight: 2048,
  maxStreamsPerActor: 16,
  heartbeatMs: 15_000,
  stallMs: 60_000,
  keepAliveMs: 5000,
  lameDuckMs: 1000,
  drainMs: 25_000,
};

/** What the gateway needs from outside. */
export interface GatewayPorts {
  readonly upstream: Upstream;
  readonly verifier: Pick<TokenVerifier, 'verify'>;
  /** Undefined: rates are not limited. */
  readonly rateLimiter: RateLimiter | undefined;
  /** Why a service is closed, for people; undefined: it is open. */
  readonly closedBecause: (service: string) => string | undefined;
  /** Readiness of what is behind, and the metrics of the process. */
  readonly health: HealthSources;
  readonly observer: HttpObserver;
  /** Files of the API page; undefined: there is none. */
  readonly docsAssets: ReadonlyMap<string, DocsAsset> | undefined;
  /** Whether all contracts that were there at the start are known; until then a path that is not found may be one to come. */
  readonly isLoaded: () => boolean;
  readonly onContractRefused: (refused: RefusedContract) => void;
  readonly onRouteFaults: (faults: readonly RouteFault[]) => void;
  /** Makes request ids (ULIDs). */
  readonly newId: () => string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}
