import { DomainError, notFound } from '@bodybroker/domain';
import { MAX_MODELS, MAX_VERSIONS, assertLive, tooMany, type Model } from '../domain/model.js';
import { versionNotFound, type ModelVersion } from '../domain/model-version.js';
import type { ModelView } from '../domain/resolve-model.js';
import { emptyRollout, type Rollout } from '../domain/rollout.js';
import { keyOf, type RecordKey } from './registry-key.js';
import type { RegistryMirror } from './registry-mirror.js';
import type { RegistryRecords, Stored } from './registry-records.js';

export interface Place {
  readonly environment: string;
  readonly name: string;
}

/**
 * Models, versions and rollouts. Single ones are read from the bucket, lists and resolutions from the mirror, which is a moment behind
 * what other replicas write and never behind our own.
 */
export class Registry {
  readonly mirror: RegistryMirror;
  readonly #records: RegistryRecords;

  constructor(records: RegistryRecords, mirror: RegistryMirror) {
    this.#records = records;
    this.mirror = mirror;
  }

  /** @throws DomainError NOT_FOUND MODEL_NOT_FOUND */
  async model(name: string): Promise<Stored<Model>> {
    const model = await this.#read<Model>({ kind: 'model', name });
    if (model === undefined) throw notFound('model', name);
    return model;
  }

  /** @throws DomainError NOT_FOUND VERSION_NOT_FOUND */
  async version(name: string, number: number): Promise<Stored<ModelVersion>> {
    const version = await this.#read<ModelVersion>({ kind: 'version', name, number });
    if (version === undefined) throw versionNotFound(name, number);
    return version;
  }

  rollout({ environment, name }: Place): Promise<Stored<Rollout> | undefined> {
    return this.#read<Rollout>({ kind: 'rollout', environment, name });
  }

  /** @throws DomainError ALREADY_EXISTS MODEL_ALREADY_EXISTS; RESOURCE_EXHAUSTED TOO_MANY_MODELS */
  async createModel(model: Model): Promise<Stored<Model>> {
    if (this.mirror.models().length >= MAX_MODELS) throw tooMany('MODELS', MAX_MODELS, 'a registry');
    const key: RecordKey = { kind: 'model', name: model.name };
    const created = await this.#records.create(keyOf(key), model);
    if (created !== undefined) return this.#taken(key, created);
    throw new DomainError('ALREADY_EXISTS', 'MODEL_ALREADY_EXISTS', `model "${model.name}" exists already`, {
      details: { name: model.name },
    });
  }

  /** Changes a model that is not archived. @throws DomainError NOT_FOUND; FAILED_PRECONDITION MODEL_ARCHIVED; VERSION_CONFLICT */
  changeModel(
    name: string,
    change: (model: Model) => Model | Promise<Model>,
    expectedVersion?: bigint,
  ): Promise<Stored<Model>> {
    return this.#write<Model>(
      { kind: 'model', name },
      (current) => {
        if (current === undefined) throw notFound('model', name);
        assertLive(current.value);
        return change(current.value);
      },
      expectedVersion,
    );
  }

  /**
   * Gives the next number to a version.
   * @throws DomainError NOT_FOUND; FAILED_PRECONDITION MODEL_ARCHIVED; RESOURCE_EXHAUSTED TOO_MANY_VERSIONS
   */
  async createVersion(
    name: string,
    make: (model: Model, number: number) => ModelVersion,
  ): Promise<Stored<ModelVersion>> {
    const { value: model } = await this.model(name);
    assertLive(model);
    // The version comes first: a number that is counted has a version, also after a crash between the two writes.
    for (let number = model.latestNumber + 1; number <= MAX_VERSIONS; number += 1) {
      const key: RecordKey = { kind: 'version', name, number };
      const created = await this.#records.create(keyOf(key), make(model, number));
      if (created === undefined) continue;
      await this.changeModel(name, (current) => ({
        ...current,
        latestNumber: Math.max(current.latestNumber, number),
        updatedMs: created.value.createdMs,
      }));
      return this.#taken(key, created);
    }
    throw tooMany('VERSIONS', MAX_VERSIONS, 'a model');
  }

  /** @throws DomainError NOT_FOUND VERSION_NOT_FOUND; VERSION_CONFLICT; what `change` throws */
  changeVersion(
    name: string,
    number: number,
    change: (version: ModelVersion) => ModelVersion | Promise<ModelVersion>,
    expectedVersion?: bigint,
  ): Promise<Stored<ModelVersion>> {
    return this.#write<ModelVersion>(
      { kind: 'version', name, number },
      (current) => {
        if (current === undefined) throw versionNotFound(name, number);
        return change(current.value);
      },
      expectedVersion,
    );
  }

  /** @throws DomainError VERSION_CONFLICT; what `change` throws */
  changeRollout(
    { environment, name }: Place,
    change: (rollout: Rollout, nextVersion: bigint) => Rollout | Promise<Rollout>,
    expectedVersion?: bigint,
  ): Promise<Stored<Rollout>> {
    return this.#write<Rollout>(
      { kind: 'rollout', environment, name },
      (current, nextVersion) => change(current?.value ?? emptyRollout({ environment, name }), nextVersion),
      expectedVersion,
    );
  }

  /** One model as the mirror has it. */
  view({ environment, name }: Place): ModelView {
    return {
      model: this.mirror.model(name)?.value,
      rollout: this.mirror.rollout(environment, name)?.value,
      version: (number) => this.mirror.version(name, number)?.value,
    };
  }

  /** Brings the mirror up to date with one model and what it may resolve to: what another replica wrote this very moment. */
  async refresh(place: Place, pinned: readonly number[]): Promise<void> {
    const { name } = place;
    const [model, rollout] = await Promise.all([this.#read<Model>({ kind: 'model', name }), this.rollout(place)]);
    const aliased = Object.values(model?.value.aliases ?? {});
    const serving = rollout?.value.deployments.filter(({ state }) => state === 'ACTIVE' || state === 'CANARY') ?? [];
    const numbers = new Set([...pinned, ...aliased, ...serving.map(({ number }) => number)]);
    await Promise.all([...numbers].map((number) => this.#read({ kind: 'version', name, number })));
  }

  async #read<T>(key: RecordKey): Promise<Stored<T> | undefined> {
    const record = await this.#records.get<T>(keyOf(key));
    return record && this.#taken(key, record);
  }

  async #write<T>(
    key: RecordKey,
    change: (current: Stored<T> | undefined, nextVersion: bigint) => T | Promise<T>,
    expectedVersion: bigint | undefined,
  ): Promise<Stored<T>> {
    return this.#taken(key, await this.#records.write<T>(keyOf(key), change, expectedVersion));
  }

  #taken<T>(key: RecordKey, record: Stored<T>): Stored<T> {
    this.mirror.take(key, record);
    return record;
  }
}
