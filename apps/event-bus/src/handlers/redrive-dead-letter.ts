import { RedriveDeadLetterRequest, Redriven } from '@bodybroker/contracts-event-bus';
import { getDeadLetter, redriveDeadLetter as redrive } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps, EventBusHandler } from '../deps.js';
import { once } from '../storage/once.js';
import { DEAD_LETTERS } from '../storage/told-dead-letters.js';

/** Publishes a dead letter to its first subject again, then drops it. */
export const redriveDeadLetter =
  ({ log, store, logger }: Deps): EventBusHandler<'redriveDeadLetter'> =>
  async (request, context) => {
    const sequence = Number(request.sequence);
    const receipt = receiptOf(context, RedriveDeadLetterRequest.toBinary(request));
    const { response, isReplay } = await once(store.shard(DEAD_LETTERS), receipt, async () => {
      const { source } = await getDeadLetter(log, sequence);
      const ack = await redrive(log, sequence);
      logger.info('dead letter redriven', { sequence, by: receipt.actor });
      return Redriven.toBinary({ subject: source.subject, stream: ack.stream, sequence: BigInt(ack.sequence) });
    });
    if (isReplay) markReplay(context);
    return Redriven.fromBinary(response);
  };
