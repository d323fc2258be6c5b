import type { Delivery } from '../events/event-log.js';
import { disconnectedError } from '../bus/bus-errors.js';
import { RpcError } from '../rpc/rpc-error.js';
import type { JetStreamApi } from './jetstream-api.js';
import { requestBatch, type Batch } from './jetstream-batch.js';
import { findConsumer } from './jetstream-consumers.js';
import { toDelivery } from './jetstream-delivery.js';

export interface PullOptions {
  readonly max: number;
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

/** Waits for the first message, then takes what there is. */
export async function pullDeliveries(
  api: JetStreamApi,
  stream: string,
  durable: string,
  { max, waitMs, signal }: PullOptions,
): Promise<Delivery[]> {
  const endsAt = performance.now() + waitMs;
  if (!api.gate.connected) await api.gate.whenConnected(waitMs, signal);
  if (signal?.aborted) return [];
  if (!api.gate.connected || api.connection.isClosed()) throw disconnectedError();
  const leftMs = Math.max(0, Math.floor(endsAt - performance.now()));
  const batch = await requestBatch(api, stream, durable, { max, waitMs: leftMs, ...(signal && { signal }) });
  if (batch.messages.length === 0) await assertConsumer(api, stream, durable, batch);
  return settle(batch, api);
}

function settle(batch: Batch, api: JetStreamApi): Delivery[] {
  const deliveries = batch.messages.flatMap((message) => toDelivery(api, message) ?? []);
  if (batch.end !== 'aborted') return deliveries;
  for (const delivery of deliveries) delivery.nak(0);
  return [];
}

// 2.9 says nothing at all about a consumer that does not exist, later versions 503: the same as when it has no leader.
async function assertConsumer(api: JetStreamApi, stream: string, durable: string, { end }: Batch): Promise<void> {
  if (end !== 'no-responders' && end !== 'refused' && end !== 'silent') return;
  const found = await findConsumer(api, stream, durable);
  if (!found) throw new RpcError('NOT_FOUND', 'CONSUMER', `stream ${stream} has no consumer ${durable}`);
  if (end === 'no-responders') {
    throw new RpcError('UNAVAILABLE', 'CONSUMER_WITHOUT_LEADER', `consumer ${durable} of ${stream} has no leader now`);
  }
}
