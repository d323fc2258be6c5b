import type { Clock } from '@bodybroker/domain';
import type { KeyValue } from '@bodybroker/nats-sdk';
import { readAnnouncement } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { ServiceShape } from '../domain/method-shape.js';
import type { ServiceShapes as KnownShapes } from '../domain/check-calls.js';
import { serviceShape } from './service-shape.js';

/** For how long what was read of a service is taken as true. */
const FRESH_MS = 5000;

interface Read {
  readonly atMs: number;
  readonly descriptorHash: string;
  readonly shape: ServiceShape | undefined;
}

export interface ServiceShapesOptions {
  /** The KV bucket `contracts`. */
  readonly contracts: () => KeyValue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What services announce of themselves, read when it is asked for. */
export class ServiceShapes {
  readonly #options: ServiceShapesOptions;
  readonly #read = new Map<string, Read>();

  constructor(options: ServiceShapesOptions) {
    this.#options = options;
  }

  /** Undefined for a service that has announced nothing yet, or nothing that can be read: it is looked for again each time. */
  async find(service: string): Promise<ServiceShape | undefined> {
    const { clock, contracts, logger } = this.#options;
    const known = this.#read.get(service);
    const atMs = clock.now();
    if (known !== undefined && atMs < known.atMs + FRESH_MS) return known.shape;
    const entry = await contracts().get(service);
    const announcement = entry === undefined ? undefined : readAnnouncement(entry.value);
    if (announcement === undefined) return known?.shape;
    const { descriptorHash } = announcement;
    if (known?.descriptorHash === descriptorHash) {
      this.#read.set(service, { ...known, atMs });
      return known.shape;
    }
    try {
      this.#read.set(service, { atMs, descriptorHash, shape: serviceShape(announcement) });
    } catch (error) {
      logger.warn('a contract cannot be read', { service, error });
      this.#read.set(service, { atMs, descriptorHash, shape: known?.shape });
    }
    return this.#read.get(service)?.shape;
  }

  /** Those of the services that have announced themselves. */
  async findAll(services: readonly string[]): Promise<KnownShapes> {
    const found = await Promise.all(services.map(async (name) => [name, await this.find(name)] as const));
    return new Map(found.flatMap(([name, shape]) => (shape === undefined ? [] : [[name, shape] as const])));
  }
}
