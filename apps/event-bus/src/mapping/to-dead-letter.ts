import type { DeadLetter as WireDeadLetter } from '@bodybroker/contracts-event-bus';
import type { DeadLetter } from '@bodybroker/nats-sdk';
import type { EventTypes } from '../storage/event-types.js';
import { toDelivered } from './to-delivered.js';

export function toDeadLetter(letter: DeadLetter, types: Pick<EventTypes, 'known'>): WireDeadLetter {
  const { sequence, source, failure, headers, data } = letter;
  const event = toDelivered({ stream: source.stream, sequence: source.sequence, headers, data }, types);
  return {
    sequence: BigInt(sequence),
    originalSubject: source.subject,
    originalStream: source.stream,
    originalSequence: BigInt(source.sequence),
    source: source.durable,
    errorCode: failure.code,
    errorReason: failure.reason,
    attempts: failure.attempts,
    failedAtMs: BigInt(failure.failedAtMs),
    ...(event === undefined ? {} : { event }),
  };
}
