import type { Model } from '../domain/model.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Rollout } from '../domain/rollout.js';
import type { RecordKey } from './registry-key.js';
import type { Stored } from './registry-records.js';

/** The whole registry in the memory of this process, as the watch of the bucket and our own writes tell it. */
export class RegistryMirror {
  readonly #models = new Map<string, Stored<Model>>();
  readonly #versions = new Map<string, Map<number, Stored<ModelVersion>>>();
  readonly #rollouts = new Map<string, Stored<Rollout>>();

  model(name: string): Stored<Model> | undefined {
    return this.#models.get(name);
  }

  version(name: string, number: number): Stored<ModelVersion> | undefined {
    return this.#versions.get(name)?.get(number);
  }

  rollout(environment: string, name: string): Stored<Rollout> | undefined {
    return this.#rollouts.get(placeKey(environment, name));
  }

  /** By name. */
  models(): readonly Stored<Model>[] {
    return sorted(this.#models).map(([, model]) => model);
  }

  /** Newest first. */
  versions(name: string): readonly Stored<ModelVersion>[] {
    const versions = [...(this.#versions.get(name)?.values() ?? [])];
    return versions.sort((a, b) => b.value.number - a.value.number);
  }

  /** By environment and name. */
  rollouts(): readonly Stored<Rollout>[] {
    return sorted(this.#rollouts).map(([, rollout]) => rollout);
  }

  /** Takes a record over, unless a later one is known. */
  take(key: RecordKey, record: Stored<unknown>): void {
    switch (key.kind) {
      case 'model':
        return keep(this.#models, key.name, record as Stored<Model>);
      case 'rollout':
        return keep(this.#rollouts, placeKey(key.environment, key.name), record as Stored<Rollout>);
      case 'version': {
        const versions = this.#versions.get(key.name) ?? new Map<number, Stored<ModelVersion>>();
        this.#versions.set(key.name, versions);
        keep(versions, key.number, record as Stored<ModelVersion>);
      }
    }
  }
}

function keep<Key, T>(records: Map<Key, Stored<T>>, key: Key, record: Stored<T>): void {
  const known = records.get(key);
  if (known === undefined || known.revision < record.revision) records.set(key, record);
}

function sorted<T>(records: ReadonlyMap<string, T>): readonly [string, T][] {
  return [...records].sort(([a], [b]) => (a < b ? -1 : 1));
}

// A blank sorts before every character of an id.
const placeKey = (environment: string, name: string): string => `${environment} ${name}`;
