import { notFound, pageOf, type JsonObject, type Page, type PageOf } from '@bodybroker/domain';
import type { KeyValue, KeyValueEntry } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET, readAnnouncement } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { EventTypeFacts } from '../domain/event-type.js';
import type { PayloadFormat } from '../mapping/payload-format.js';
import { contractTypes } from './contract-types.js';
import {
  EVENT_TYPES_BUCKET,
  decodeRegistered,
  encodeRegistered,
  registeredEventType,
  type RegisteredType,
} from './registered-type.js';

/** Where the shape of a type's payloads is written down. */
export type Declaration =
  | { readonly kind: 'message'; readonly messageType: string }
  | { readonly kind: 'schema'; readonly jsonSchema: JsonObject };

/** A known type of events. */
export interface EventType extends EventTypeFacts {
  readonly declaration: Declaration;
  readonly format: PayloadFormat;
}

/** Opens the KV buckets that types are read from. */
export type OpenBucket = (name: string) => KeyValue;

/**
 * All known types: those that running services declare in their contracts, and those registered at run time. A contract goes
 * before a registration. They are as the buckets are while followContracts and
 * followRegistered run.
 */
export class EventTypes {
  readonly #bucket: OpenBucket;
  readonly #logger: Logger;
  readonly #declared = new Map<string, readonly EventType[]>();
  readonly #registered = new Map<string, EventType>();
  readonly #waiting = new Set([CONTRACTS_BUCKET, EVENT_TYPES_BUCKET]);
  readonly #loaded = Promise.withResolvers<void>();
  #known: ReadonlyMap<string, EventType> = new Map();

  constructor(bucket: OpenBucket, logger: Logger) {
    this.#bucket = bucket;
    this.#logger = logger;
  }

  /** Whether all that was there when this process began is known. */
  get isLoaded(): boolean {
    return this.#waiting.size === 0;
  }

  /** Resolves when {@link isLoaded}; rejects with the signal's reason. */
  async loaded(signal: AbortSignal): Promise<void> {
    if (this.isLoaded) return;
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      await Promise.race([this.#loaded.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** A type as it is known in this process now. */
  known(type: string): EventType | undefined {
    return this.#known.get(type);
  }

  /**
   * A type, also one that another replica registered this very moment.
   * @throws DomainError NOT_FOUND EVENT_TYPE
   */
  async require(type: string, signal: AbortSignal): Promise<EventType> {
    await this.loaded(signal);
    if (this.known(type) === undefined && TYPE.test(type)) {
      const entry = await this.#bucket(EVENT_TYPES_BUCKET).get(type);
      if (entry !== undefined) this.#take(entry, this.#registered, readRegistered);
      this.#rebuild();
    }
    const found = this.known(type);
    if (found === undefined) throw notFound('event type', type, 'EVENT_TYPE');
    return found;
  }

  /** Makes a type known, or replaces it. @throws DomainError INVALID_ARGUMENT BAD_JSON_SCHEMA */
  async register(registered: RegisteredType): Promise<EventType> {
    const eventType = registeredEventType(registered);
    await this.#bucket(EVENT_TYPES_BUCKET).put(registered.type, encodeRegistered(registered));
    this.#registered.set(registered.type, eventType);
    this.#rebuild();
    return eventType;
  }

  /** A page by name, of the types that `shows` takes. */
  list(page: Page, shows: (type: EventType) => boolean): PageOf<EventType> {
    return pageOf([...this.#known.values()].filter(shows), page, ({ type }) => type);
  }

  /** Keeps up with the contracts that services announce, until the signal aborts. */
  followContracts(signal: AbortSignal): Promise<void> {
    return this.#follow(CONTRACTS_BUCKET, this.#declared, readContract, signal);
  }

  /** Keeps up with what is registered, here and by other replicas, until the signal aborts. */
  followRegistered(signal: AbortSignal): Promise<void> {
    return this.#follow(EVENT_TYPES_BUCKET, this.#registered, readRegistered, signal);
  }

  async #follow<Entry>(
    bucket: string,
    entries: Map<string, Entry>,
    read: (entry: KeyValueEntry) => Entry,
    signal: AbortSignal,
  ): Promise<void> {
    const seen = new Set<string>();
    for await (const change of this.#bucket(bucket).watch('>', { signal })) {
      if (change.kind === 'put') {
        seen.add(change.entry.key);
        this.#take(change.entry, entries, read);
      } else if (change.kind === 'delete') entries.delete(change.key);
      else {
        // What was deleted while nobody watched is told of by nobody.
        for (const key of entries.keys()) if (!seen.has(key)) entries.delete(key);
        this.#waiting.delete(bucket);
      }
      if (!this.#waiting.has(bucket)) this.#rebuild();
      if (this.isLoaded) this.#loaded.resolve();
    }
  }

  // What cannot be read leaves the last good one in place.
  #take<Entry>(entry: KeyValueEntry, entries: Map<string, Entry>, read: (entry: KeyValueEntry) => Entry): void {
    try {
      entries.set(entry.key, read(entry));
    } catch (error) {
      this.#logger.warn('types of events cannot be read', { key: entry.key, error });
    }
  }

  #rebuild(): void {
    const declared = [...this.#declared.values()].flat();
    this.#known = new Map([...this.#registered.values(), ...declared].map((entry) => [entry.type, entry]));
  }
}

const TYPE = /^[a-z0-9_.]+$/;

function readContract({ key, value }: KeyValueEntry): readonly EventType[] {
  const announcement = readAnnouncement(value);
  if (announcement?.service !== key) throw new TypeError(`the entry is no announcement of ${key}`);
  return contractTypes(announcement);
}

function readRegistered({ key, value }: KeyValueEntry): EventType {
  return registeredEventType({ ...decodeRegistered(value), type: key });
}
