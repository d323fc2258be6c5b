import { notFound, type Page } from '@bodybroker/domain';
import type { KeyValue, KeyValueEntry } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET, readAnnouncement } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { EventTypeFacts } from '../domain/event-type.js';
import type { JsonObject } from '../domain/json-object.js';
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
 * before a registration. Kept as the buckets are by {@link followContracts} and {@link followRegistered}.
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
      if (entry !== undefined) this.#takeRegistered(entry);
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
  list(
    page: Page,
    shows: (type: EventType) => boolean,
  ): { readonly types: readonly EventType[]; readonly nextPageToken: string } {
    const rest = [...this.#known.values()]
      .filter((entry) => shows(entry) && (page.after === undefined || entry.type > page.after))
      .sort((a, b) => (a.type < b.type ? -1 : 1));
    const types = rest.slice(0, page.size);
    const last = types.at(-1);
    return { types, nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last.type) };
  }

  /** Keeps up with the contracts that services announce, until the signal aborts. */
  async followContracts(signal: AbortSignal): Promise<void> {
    for await (const change of this.#bucket(CONTRACTS_BUCKET).watch('>', { signal })) {
      if (change.kind === 'put') this.#takeContract(change.entry);
      else if (change.kind === 'delete') this.#declared.delete(change.key);
      this.#changed(CONTRACTS_BUCKET, change.kind);
    }
  }

  /** Keeps up with what is registered, here and by other replicas, until the signal aborts. */
  async followRegistered(signal: AbortSignal): Promise<void> {
    for await (const change of this.#bucket(EVENT_TYPES_BUCKET).watch('>', { signal })) {
      if (change.kind === 'put') this.#takeRegistered(change.entry);
      else if (change.kind === 'delete') this.#registered.delete(change.key);
      this.#changed(EVENT_TYPES_BUCKET, change.kind);
    }
  }

  #changed(bucket: string, kind: 'put' | 'delete' | 'up-to-date'): void {
    if (kind === 'up-to-date') this.#waiting.delete(bucket);
    if (!this.#waiting.has(bucket)) this.#rebuild();
    if (this.isLoaded) this.#loaded.resolve();
  }

  // What cannot be read leaves the last good one in place.
  #takeContract({ key, value }: KeyValueEntry): void {
    try {
      const announcement = readAnnouncement(value);
      if (announcement?.service !== key) throw new TypeError('no announcement of this service');
      this.#declared.set(key, contractTypes(announcement));
    } catch (error) {
      this.#logger.warn('a contract cannot be read', { service: key, error });
    }
  }

  #takeRegistered({ key, value }: KeyValueEntry): void {
    try {
      this.#registered.set(key, registeredEventType({ ...decodeRegistered(value), type: key }));
      this.#rebuild();
    } catch (error) {
      this.#logger.warn('a registered event type cannot be read', { type: key, error });
    }
  }

  #rebuild(): void {
    const declared = [...this.#declared.values()].flat();
    this.#known = new Map([...this.#registered.values(), ...declared].map((entry) => [entry.type, entry]));
  }
}

const TYPE = /^[a-z0-9_.]+$/;
