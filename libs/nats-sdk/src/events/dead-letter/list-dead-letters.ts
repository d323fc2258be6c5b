import type { EventLog } from '../event-log.js';
import { DEAD_LETTER_STREAM, parseDeadLetter, type DeadLetter } from './dead-letter.js';

export interface ListDeadLettersOptions {
  /** Only those of one stream. */
  readonly stream?: string;
  /** Only those of one durable. */
  readonly durable?: string;
  /** Only those after this sequence. Default 0. */
  readonly afterSequence?: number;
  /** Default 50. */
  readonly limit?: number;
}

/** Dead letters in the order in which they were stored. */
export async function listDeadLetters(
  log: Pick<EventLog, 'read'>,
  { stream = '*', durable = '*', afterSequence = 0, limit = 50 }: ListDeadLettersOptions = {},
): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  if (limit <= 0) return found;
  const messages = log.read(DEAD_LETTER_STREAM, {
    filterSubject: `dlq.${stream}.${durable}`,
    start: { from: 'sequence', sequence: afterSequence + 1 },
    end: 'stop-at-end',
    signal: new AbortController().signal,
  });
  for await (const message of messages) {
    const letter = parseDeadLetter(message);
    if (letter) found.push(letter);
    if (found.length >= limit) break;
  }
  return found;
}
