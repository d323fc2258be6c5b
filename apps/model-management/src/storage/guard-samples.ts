import { jsonCodec, type ReceiptRef, type Store } from '@bodybroker/storage';
import type { Sample } from '../domain/guard-verdict.js';

/** More are not looked at; see the bound of min_samples. */
const MAX_SAMPLES = 1000;
const codec = jsonCodec<Sample>();

/** How the generations of guarded deployments went. */
export class GuardSamples {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Notes the samples of one event of a deployment, once for each event. */
  async add(deploymentId: string, eventId: string, samples: readonly Sample[]): Promise<void> {
    const receipt: ReceiptRef = { actor: deploymentId, method: 'sample', key: eventId, fingerprint: 'event' };
    await this.#store.shard(deploymentId).commit({
      logs: samples.map((sample) => ({
        log: logOf(deploymentId),
        bytes: codec.encode(sample),
        maxEntries: MAX_SAMPLES,
      })),
      receipt: { ...receipt, response: new Uint8Array(), ttlMs: 3_600_000 },
    });
  }

  /** Newest first. */
  async recent(deploymentId: string): Promise<readonly Sample[]> {
    const entries = await this.#store.shard(deploymentId).log(logOf(deploymentId), { limit: MAX_SAMPLES });
    return entries.map(({ bytes }) => codec.decode(bytes));
  }
}

const logOf = (deploymentId: string): string => `samples:${deploymentId}`;
