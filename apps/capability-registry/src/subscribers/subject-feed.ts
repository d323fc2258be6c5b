import {
  SubjectExpired,
  SubjectKind as SubjectKindMessage,
  SubjectRegistered,
  SubjectUpdated,
} from '@bodybroker/contracts-capability-registry';
import { DomainError } from '@bodybroker/domain';
import { decodeEvent, decodePayload, eventTypeOf, type Bus } from '@bodybroker/nats-sdk';
import { SUBJECT_KINDS, subjectKey, type SubjectRef } from '../domain/subject.js';

/** Most watches one replica holds. */
const MAX_WATCHES = 200;

/** A subject that came, changed or went. */
export type FeedItem =
  | { readonly kind: 'one'; readonly subject: SubjectRef }
  /** Changes may have been missed: look at everything again. */
  | { readonly kind: 'all' };

const EVENTS = 'sys.capability.*.*';
/** All three begin with the kind and the id, which is all that is read of them. */
const TYPES: ReadonlyMap<string, Parameters<typeof decodePayload<Named>>[0]> = new Map(
  [SubjectRegistered, SubjectUpdated, SubjectExpired].map((type) => [eventTypeOf(type).type, type as never]),
);

interface Named {
  readonly kind: SubjectKindMessage;
  readonly id: string;
}

/** The changes of subjects, as their events tell. */
export class SubjectFeed {
  readonly #bus: Bus;
  #watches = 0;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /**
   * First `all`, then the changes as they come, until the signal aborts; several of one subject that the reader has not taken yet come
   * as the last of them.
   * @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_WATCHES
   */
  async *watch(signal: AbortSignal): AsyncGenerator<FeedItem> {
    if (this.#watches >= MAX_WATCHES) {
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_WATCHES', 'this replica holds enough watches');
    }
    this.#watches += 1;
    const waiting = new Map<string, FeedItem>();
    let wake = (): void => undefined;
    const put = (item: FeedItem): void => {
      if (item.kind === 'all') waiting.clear();
      waiting.set(item.kind === 'all' ? '' : subjectKey(item.subject), item);
      wake();
    };
    const subscription = this.#bus.subscribe(EVENTS, ({ data }) => {
      const item = readItem(data);
      if (item !== undefined) put(item);
    });
    const stopListening = this.#bus.onEvent((event) => {
      if (event.type === 'reconnected') put({ kind: 'all' });
    });
    const onAbort = (): void => wake();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      // The server must know of the subscription before the reader looks: nothing is missed from then on.
      await this.#bus.flush();
      put({ kind: 'all' });
      while (!signal.aborted) {
        const [next] = waiting;
        if (next !== undefined) {
          waiting.delete(next[0]);
          yield next[1];
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      stopListening();
      subscription.unsubscribe();
      this.#watches -= 1;
    }
  }
}

/** Undefined for what is no news of a subject. */
function readItem(data: Uint8Array): FeedItem | undefined {
  try {
    const envelope = decodeEvent(data);
    const type = TYPES.get(envelope.type);
    if (type === undefined) return undefined;
    const { kind, id } = decodePayload(type, envelope);
    const known = SUBJECT_KINDS.find((each) => each === SubjectKindMessage[kind]);
    return known && { kind: 'one', subject: { kind: known, id } };
  } catch {
    return undefined;
  }
}
