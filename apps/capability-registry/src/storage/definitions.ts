import { DomainError, pageOf, versionConflict, type JsonObject, type Page, type PageOf } from '@bodybroker/domain';
import { isRpcError, type KeyValue } from '@bodybroker/nats-sdk';
import { jsonCodec } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import { definitionFor, type CapabilityDefinition } from '../domain/capability-definition.js';
import { attributeSchema, type CheckAttributes } from '../mapping/attribute-schema.js';

/** The KV bucket of definitions that were made or changed at run time. */
export const CAPABILITY_DEFS_BUCKET = 'capability_defs';

/** A definition and its version: 1 for one that ships with the service. */
export interface VersionedDefinition {
  readonly definition: CapabilityDefinition;
  readonly version: number;
}

interface Known extends VersionedDefinition {
  readonly check: CheckAttributes;
}

const codec = jsonCodec<VersionedDefinition>();

/** All definitions, in memory: those that ship with the service, and over them those of the bucket while `follow` runs. */
export class Definitions {
  readonly #bucket: () => KeyValue;
  readonly #logger: Logger;
  readonly #shipped: ReadonlyMap<string, Known>;
  readonly #changed = new Map<string, Known>();
  #all: ReadonlyMap<string, Known>;
  #isLoaded = false;

  constructor(shipped: readonly CapabilityDefinition[], bucket: () => KeyValue, logger: Logger) {
    this.#bucket = bucket;
    this.#logger = logger;
    this.#shipped = new Map(shipped.map((definition) => [definition.name, known({ definition, version: 1 })]));
    this.#all = this.#shipped;
  }

  /** Whether all that was in the bucket when this process began is known. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** The definition that a capability's name stands under. @throws DomainError NOT_FOUND CAPABILITY */
  require(name: string): CapabilityDefinition {
    return this.#require(name).definition;
  }

  /** Like require, but undefined for an unknown name. */
  find(name: string): CapabilityDefinition | undefined {
    return definitionFor(this.#all, name)?.definition;
  }

  /** @throws DomainError NOT_FOUND CAPABILITY; INVALID_ARGUMENT ATTRIBUTES {path, capability} */
  checkAttributes(name: string, attributes: JsonObject): void {
    this.#require(name).check(name, attributes);
  }

  /** A page by name. */
  page(prefix: string, page: Page): PageOf<VersionedDefinition> {
    const wanted = [...this.#all.values()].filter(({ definition }) => definition.name.startsWith(prefix));
    return pageOf(wanted, page, ({ definition }) => definition.name);
  }

  /**
   * Makes or changes a definition.
   * @throws DomainError VERSION_CONFLICT; INVALID_ARGUMENT BAD_JSON_SCHEMA
   */
  async define(definition: CapabilityDefinition, expectedVersion: bigint | undefined): Promise<VersionedDefinition> {
    const { name } = definition;
    const bucket = this.#bucket();
    const entry = await bucket.get(keyOf(name));
    const stored = entry === undefined ? undefined : codec.decode(entry.value);
    const current = stored?.version ?? this.#shipped.get(name)?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== BigInt(current)) {
      throw versionConflict(`capability ${name}`, BigInt(current));
    }
    const next = known({ definition, version: current + 1 });
    try {
      await bucket.update(keyOf(name), codec.encode({ definition, version: next.version }), entry?.revision ?? 0);
    } catch (error) {
      if (isRpcError(error) && error.code === 'VERSION_CONFLICT')
        throw versionConflict(`capability ${name}`, BigInt(current + 1));
      throw error;
    }
    this.#changed.set(name, next);
    this.#rebuild();
    return next;
  }

  /** Keeps up with the bucket, until the signal aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    for await (const change of this.#bucket().watch('>', { signal })) {
      if (change.kind === 'put') {
        seen.add(nameOf(change.entry.key));
        this.#take(change.entry.key, change.entry.value);
      } else if (change.kind === 'delete') this.#changed.delete(nameOf(change.key));
      else {
        // What was deleted while nobody watched is told of by nobody.
        for (const name of this.#changed.keys()) if (!seen.has(name)) this.#changed.delete(name);
        this.#isLoaded = true;
      }
      this.#rebuild();
    }
  }

  #take(key: string, value: Uint8Array): void {
    try {
      const next = known(codec.decode(value));
      const there = this.#changed.get(nameOf(key));
      if (there === undefined || there.version <= next.version) this.#changed.set(nameOf(key), next);
    } catch (error) {
      this.#logger.warn('a capability definition cannot be read', { key, error });
    }
  }

  #rebuild(): void {
    this.#all = new Map([...this.#shipped, ...this.#changed]);
  }

  #require(name: string): Known {
    const found = definitionFor(this.#all, name);
    if (found !== undefined) return found;
    throw new DomainError('NOT_FOUND', 'CAPABILITY', `capability "${name}" is not defined`, { details: { name } });
  }
}

function known({ definition, version }: VersionedDefinition): Known {
  const { jsonSchema } = definition;
  return { definition, version, check: jsonSchema === undefined ? () => undefined : attributeSchema(jsonSchema) };
}

/** Keys of a bucket have no `*`; names have no `=`. */
const keyOf = (name: string): string => name.replace('*', '=');
const nameOf = (key: string): string => key.replace('=', '*');
