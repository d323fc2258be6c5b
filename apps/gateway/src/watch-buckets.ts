import type { Connection, RecordBucket } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { Revocations } from './auth/revocations.js';
import { watchRevocations } from './auth/watch-revocations.js';
import type { Gateway } from './create-gateway.js';
import { watchContracts } from './descriptors/watch-contracts.js';
import { keepRunning } from './keep-running.js';

/** Written by auth. */
const REVOCATIONS_BUCKET = 'auth_revocations';
/** Written by router. */
export const ROUTES_BUCKET = 'routes';

/** What the gateway looks at in a route. */
export interface RouteRecord {
  readonly maintenance: { readonly on: boolean; readonly message: string };
}

/** What is kept as the buckets are. */
export interface Watched {
  readonly gateway: Gateway;
  readonly revocations: Revocations;
  readonly routes: RecordBucket<RouteRecord>;
  /** Called, perhaps more than once, when all there is of a bucket is known. */
  readonly onLoaded: (what: 'contracts' | 'revocations') => void;
}

/** Follows the buckets until aborted, also over failures. */
export function watchBuckets(
  connection: Connection,
  { gateway, revocations, routes, onLoaded }: Watched,
  signal: AbortSignal,
  logger: Logger,
): Promise<unknown> {
  const onFailure = (bucket: string) => (error: unknown) =>
    logger.warn('watch broke; watching anew', {
      bucket,
      cause: error instanceof Error ? error.message : String(error),
    });
  return Promise.all([
    keepRunning(
      () =>
        watchContracts(connection.keyValue(CONTRACTS_BUCKET), gateway.contracts, {
          signal,
          onUpToDate: () => onLoaded('contracts'),
        }),
      { signal, onFailure: onFailure(CONTRACTS_BUCKET) },
    ),
    keepRunning(
      () =>
        watchRevocations(connection.keyValue(REVOCATIONS_BUCKET), revocations, {
          signal,
          onUpToDate: () => onLoaded('revocations'),
        }),
      { signal, onFailure: onFailure(REVOCATIONS_BUCKET) },
    ),
    keepRunning(() => routes.follow(signal), { signal, onFailure: onFailure(ROUTES_BUCKET) }),
  ]);
}
