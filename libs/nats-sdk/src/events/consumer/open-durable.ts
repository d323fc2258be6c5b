import { RpcError } from '../../rpc/rpc-error.js';
import type { ConsumerInfo, ConsumerSpec, EventLog } from '../event-log.js';
import type { ConsumerOptions } from './consumer-options.js';
import { MAX_ATTEMPTS } from './failure-policy.js';
import type { Subscriber } from './subscriber.js';

/** Settings of durables, as topologies declare them and consumers create them. */
export const CONSUMER_DEFAULTS = {
  start: { from: 'new' },
  ackWaitMs: 30_000,
  maxDeliver: MAX_ATTEMPTS,
  maxAckPending: 1_000,
} as const satisfies Partial<ConsumerSpec>;

/**
 * The durable a subscriber consumes.
 * @throws RpcError NOT_FOUND STREAM or CONSUMER, FAILED_PRECONDITION CONSUMER_DIFFERS when its filter is another
 */
export async function openDurable(
  log: EventLog,
  { durable, filterSubject, stream: named }: Subscriber,
  { create = 'never', start = CONSUMER_DEFAULTS.start }: Pick<ConsumerOptions, 'create' | 'start'>,
): Promise<ConsumerInfo> {
  const stream = named ?? (await streamOf(log, filterSubject));
  const existing = await log.consumer(stream, durable);
  if (!existing) {
    if (create === 'never') throw new RpcError('NOT_FOUND', 'CONSUMER', `stream ${stream} has no consumer ${durable}`);
    return log.createConsumer({ ...CONSUMER_DEFAULTS, stream, durable, filterSubject, start });
  }
  if (existing.filterSubject !== filterSubject) {
    throw new RpcError(
      'FAILED_PRECONDITION',
      'CONSUMER_DIFFERS',
      `consumer ${durable} filters ${existing.filterSubject}, not ${filterSubject}`,
    );
  }
  return existing;
}

async function streamOf(log: EventLog, filterSubject: string): Promise<string> {
  const found = await log.streamTaking(filterSubject);
  if (found === undefined) throw new RpcError('NOT_FOUND', 'STREAM', `no stream takes ${filterSubject}`);
  return found;
}
