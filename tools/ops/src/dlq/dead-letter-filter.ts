import type { DeadLetter } from '@bodybroker/contracts-event-bus';
import { subjectMatches } from '@bodybroker/nats-sdk';
import type { Options, OptionSpecs } from '../cli/command.js';

/** Which dead letters are meant; all conditions must hold. */
export const FILTER_OPTIONS: OptionSpecs = {
  stream: { kind: 'text', value: 'NAME', about: 'only those that came from this stream' },
  consumer: { kind: 'text', value: 'DURABLE', about: 'only those this consumer gave up' },
  subject: { kind: 'text', value: 'PATTERN', about: 'only those first published to it; * and > are wildcards' },
  reason: { kind: 'text', value: 'REASON', about: 'only those that failed for it, such as MAX_DELIVERIES' },
  code: { kind: 'text', value: 'CODE', about: 'only those that failed with it, such as UNAVAILABLE' },
  'older-than': { kind: 'text', value: 'MINUTES', about: 'only those that failed before' },
  'newer-than': { kind: 'text', value: 'MINUTES', about: 'only those that failed since' },
};

const MINUTE_MS = 60_000;

export interface DeadLetterFilter {
  /** Named apart: event-bus looks it up by itself. */
  readonly consumer: string;
  matches(letter: DeadLetter): boolean;
}

export function readFilter(options: Options, nowMs: number): DeadLetterFilter {
  const is = (name: string, value: string): boolean => (options.text(name) ?? value) === value;
  const subject = options.text('subject');
  const minutes = (name: string): number | undefined =>
    options.text(name) === undefined ? undefined : nowMs - options.count(name, 0) * MINUTE_MS;
  const before = minutes('older-than') ?? Infinity;
  const since = minutes('newer-than') ?? -Infinity;
  return {
    consumer: options.text('consumer') ?? '',
    matches: (letter) =>
      is('stream', letter.originalStream) &&
      is('consumer', letter.source) &&
      is('reason', letter.errorReason) &&
      is('code', letter.errorCode) &&
      (subject === undefined || subjectMatches(subject.split('.'), letter.originalSubject.split('.'))) &&
      Number(letter.failedAtMs) <= before &&
      Number(letter.failedAtMs) >= since,
  };
}
