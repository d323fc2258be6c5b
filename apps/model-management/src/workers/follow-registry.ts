import type { Clock } from '@bodybroker/domain';
import type { EventPublisher, KeyValue, KeyValueEntry, OutgoingEvent } from '@bodybroker/nats-sdk';
import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { ModelVersion } from '../domain/model-version.js';
import type { Rollout } from '../domain/rollout.js';
import { rolloutChanged } from '../publishers/rollout-changed.js';
import { versionReady } from '../publishers/version-ready.js';
import { recordOf } from '../storage/registry-key.js';
import type { RegistryMirror } from '../storage/registry-mirror.js';
import { decodeRecord, type Stored } from '../storage/registry-records.js';
import type { ToldRevision } from '../storage/told-revision.js';

export interface FollowRegistryOptions {
  readonly bucket: KeyValue;
  readonly mirror: RegistryMirror;
  readonly told: ToldRevision;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes sure that what every registry has is there; runs before the first look. */
  seed(): Promise<void>;
  /** Something was written, here or elsewhere. */
  onChange(): void;
}

/**
 * Keeps the mirror as the bucket is, and tells of each change. The bucket is the one truth, and cannot be written together with an
 * event: so every replica tells what it sees, under ids that let the broker keep one, and remembers how far it came. What was written
 * right before a crash is told after it.
 */
export class RegistryFollower {
  readonly #options: FollowRegistryOptions;
  #isLoaded = false;

  constructor(options: FollowRegistryOptions) {
    this.#options = options;
  }

  /** Not ready before all that was there at the start is known. */
  readonly healthCheck: HealthCheck = {
    name: 'registry',
    check: () => (this.#isLoaded ? Promise.resolve() : Promise.reject(new Error('the registry is being read'))),
  };

  readonly worker: Worker = { name: 'follow-registry', run: (signal) => this.#follow(signal) };

  async #follow(signal: AbortSignal): Promise<void> {
    const { bucket, told, seed, onChange } = this.#options;
    await seed();
    const toldBefore = await told.read();
    let isUpToDate = false;
    for await (const change of bucket.watch('>', { signal })) {
      if (change.kind === 'up-to-date') isUpToDate = this.#isLoaded = true;
      if (change.kind !== 'put') continue;
      const events = this.#take(change.entry);
      onChange();
      if (events.length === 0 || (!isUpToDate && change.entry.revision <= toldBefore)) continue;
      for (const event of events) await this.#options.events.publish(event, { signal });
      await told.reach(change.entry.revision);
    }
  }

  /** Answers what to tell of it. */
  #take(entry: KeyValueEntry): readonly OutgoingEvent[] {
    const key = recordOf(entry.key);
    if (key === undefined) return [];
    const { mirror, clock, logger } = this.#options;
    try {
      const record = decodeRecord<unknown>(entry);
      mirror.take(key, record);
      if (key.kind === 'version') return versionReady(record as Stored<ModelVersion>, clock);
      return key.kind === 'rollout' ? rolloutChanged(record as Stored<Rollout>, clock) : [];
    } catch (error) {
      logger.error('a record of the registry cannot be read', { key: entry.key, error });
      return [];
    }
  }
}
