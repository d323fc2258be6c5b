import { isDeepStrictEqual } from 'node:util';
import { RpcError } from '../rpc/rpc-error.js';
import type { ConsumerSpec } from './event-log.js';

/** @throws RpcError ALREADY_EXISTS naming the settings that differ */
export function assertSameSettings(existing: ConsumerSpec, wanted: ConsumerSpec): void {
  const different = SETTINGS.filter((setting) => !isDeepStrictEqual(existing[setting], wanted[setting]));
  if (different.length === 0) return;
  throw new RpcError(
    'ALREADY_EXISTS',
    'CONSUMER_DIFFERS',
    `consumer ${wanted.durable} of ${wanted.stream} exists with other settings: ${different.join(', ')}`,
    { details: { fields: different.join(',') } },
  );
}

const SETTINGS = [
  'filterSubject',
  'start',
  'ackWaitMs',
  'maxDeliver',
  'maxAckPending',
  'inactiveMs',
  'metadata',
] as const;
