import { RpcError } from '../../rpc/rpc-error.js';
import type { EventLog, PublishAck } from '../event-log.js';
import { DEAD_LETTER_STREAM, parseDeadLetter, type DeadLetter } from './dead-letter.js';

/** Names the dead letter that a message was published again from. */
export const REDRIVEN_FROM = 'Redriven-From';

/** One dead letter. @throws RpcError NOT_FOUND DEAD_LETTER */
export async function getDeadLetter(log: Pick<EventLog, 'get'>, sequence: number): Promise<DeadLetter> {
  const message = await log.get(DEAD_LETTER_STREAM, sequence);
  const letter = message && parseDeadLetter(message);
  if (!letter) throw notFound(sequence);
  return letter;
}

/**
 * Publishes a dead letter to its original subject, for every consumer of it, and only then drops it. Cut off between
 * the two and called again, it is published once.
 * @throws RpcError NOT_FOUND DEAD_LETTER
 */
export async function redriveDeadLetter(
  log: Pick<EventLog, 'get' | 'publish' | 'remove'>,
  sequence: number,
): Promise<PublishAck> {
  const { source, headers, data } = await getDeadLetter(log, sequence);
  const ack = await log.publish(source.subject, data, {
    headers: { ...headers, [REDRIVEN_FROM]: String(sequence) },
    messageId: `redrive:${sequence}`,
  });
  await log.remove(DEAD_LETTER_STREAM, sequence);
  return ack;
}

/** Drops a dead letter for good. @throws RpcError NOT_FOUND DEAD_LETTER */
export async function discardDeadLetter(log: Pick<EventLog, 'remove'>, sequence: number): Promise<void> {
  if (!(await log.remove(DEAD_LETTER_STREAM, sequence))) throw notFound(sequence);
}

function notFound(sequence: number): RpcError {
  return new RpcError('NOT_FOUND', 'DEAD_LETTER', `there is no dead letter ${sequence}`);
}
