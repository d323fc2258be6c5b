import { failedPrecondition } from '@bodybroker/domain';

/** An event that was handed out and waits for its answer. */
export interface PulledEvent {
  readonly stream: string;
  readonly sequence: number;
  readonly durable: string;
  /** Where the answer goes. */
  readonly ackSubject: string;
  readonly attempt: number;
  /** Whether the server will not deliver it again. */
  readonly isLast: boolean;
  /** When its time is up: Unix ms. */
  readonly expiresMs: number;
  readonly answer?: AnswerKind;
}

export type AnswerKind = 'ack' | 'nack';

/** What is done about an event that gets its answer. */
export type AnswerStep = 'tell-server' | 'dead-letter' | 'nothing';

/** Whether a token still stands for an event that can be answered so: in time, and not answered otherwise before. */
export function isAnswerable(
  pulled: PulledEvent | undefined,
  answer: AnswerKind,
  nowMs: number,
): pulled is PulledEvent {
  return pulled !== undefined && nowMs < pulled.expiresMs && (pulled.answer ?? answer) === answer;
}

/** A repeated answer changes nothing; an event nacked after its last delivery is given up at once. */
export function stepOf(pulled: PulledEvent, answer: AnswerKind): AnswerStep {
  if (pulled.answer !== undefined) return 'nothing';
  return answer === 'nack' && pulled.isLast ? 'dead-letter' : 'tell-server';
}

/** Why an event was given up after its last delivery. */
export function reasonOf({ answer }: PulledEvent): 'NACKED' | 'MAX_DELIVERIES' {
  return answer === 'nack' ? 'NACKED' : 'MAX_DELIVERIES';
}

/** The refusal of tokens that are unknown, too late, or answered otherwise. */
export function ackExpired(tokens: readonly string[]): Error {
  return failedPrecondition('ACK_EXPIRED', 'some events can no longer be answered', { ack_tokens: tokens.join(',') });
}
