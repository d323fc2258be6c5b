import { RedriveDeadLetterRequest, Redriven } from '@bodybroker/contracts-event-bus';
import { getDeadLetter, redriveDeadLetter as redrive } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps, EventBusHandler } from '../deps.js';

/** Publishes a dead letter to its first subject again, then drops it. */
export const redriveDeadLetter =
  ({ log, receipts, logger }: Deps): EventBusHandler<'redriveDeadLetter'> =>
  async (request, context) => {
    const sequence = Number(request.sequence);
    const receipt = receiptOf(context, RedriveDeadLetterRequest.toBinary(request));
    const { response, status } = await receipts.once(receipt, async () => {
      const { source } = await getDeadLetter(log, sequence);
      const ack = await redrive(log, sequence);
      logger.info('dead letter redriven', { sequence, by: receipt.actor });
      return Redriven.toBinary({ subject: source.subject, stream: ack.stream, sequence: BigInt(ack.sequence) });
    });
    if (status === 'replayed') markReplay(context);
    return Redriven.fromBinary(response);
  };
