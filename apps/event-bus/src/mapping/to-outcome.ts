import type { PublishOutcome, PublishedEvent } from '@bodybroker/contracts-event-bus';
import { RpcError, toWireError } from '@bodybroker/nats-sdk';

/** What became of one event of a batch: a refusal is an answer like any other. */
export async function toOutcome(publishing: Promise<PublishedEvent>): Promise<PublishOutcome> {
  try {
    return { outcome: { oneofKind: 'published', published: await publishing } };
  } catch (error) {
    return { outcome: { oneofKind: 'refused', refused: toWireError(RpcError.from(error)) } };
  }
}
