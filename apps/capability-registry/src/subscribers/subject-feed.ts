import {
  SubjectExpired,
  SubjectKind as SubjectKindMessage,
  SubjectRegistered,
  SubjectUpdated,
} from '@bodybroker/contracts-capability-registry';
import { DomainError } from '@bodybroker/domain';
import { decodeEvent, decodePayload, eventTypeOf, type EventLog } from '@bodybroker/nats-sdk';
import { SUBJECT_KINDS, type SubjectRef } from '../domain/subject.js';

/** Most watches one replica holds. */
const MAX_WATCHES = 200;
const STREAM = 'SYSTEM_EVENTS';
const EVENTS = 'sys.capability.>';

/** All three say by the same fields whom they are about, which is all that is read of them. */
const TYPES: ReadonlyMap<string, typeof SubjectRegistered> = new Map(
  [SubjectRegistered, SubjectUpdated, SubjectExpired].map((type) => [
    eventTypeOf(type).type,
    type as typeof SubjectRegistered,
  ]),
);

/** `all`: from here on nothing is missed; whatever was before must be read. Else a subject that came, changed or went. */
export type FeedItem = { readonly kind: 'all' } | { readonly kind: 'one'; readonly subject: SubjectRef };

/** The changes of subjects, as their events tell. */
export class SubjectFeed {
  readonly #log: EventLog;
  #watches = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /**
   * First `all`, then the changes as they come, until the signal aborts.
   * @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_WATCHES
   */
  async *watch(signal: AbortSignal): AsyncGenerator<FeedItem> {
    if (this.#watches >= MAX_WATCHES) {
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_WATCHES', 'this replica holds enough watches');
    }
    this.#watches += 1;
    try {
      const last = (await this.#log.stream(STREAM))?.lastSequence ?? 0;
      yield { kind: 'all' };
      const start = { from: 'sequence', sequence: last + 1 } as const;
      const events = this.#log.read(STREAM, { filterSubject: EVENTS, start, end: 'follow', signal });
      for await (const { data } of events) {
        const subject = readSubject(data);
        if (subject !== undefined) yield { kind: 'one', subject };
      }
    } finally {
      this.#watches -= 1;
    }
  }
}

/** Undefined for what is no news of a subject. */
function readSubject(data: Uint8Array): SubjectRef | undefined {
  try {
    const envelope = decodeEvent(data);
    const type = TYPES.get(envelope.type);
    if (type === undefined) return undefined;
    const { kind, id } = decodePayload(type, envelope);
    const known = SUBJECT_KINDS.find((each) => each === SubjectKindMessage[kind]);
    return known && { kind: known, id };
  } catch {
    return undefined;
  }
}
