import { notFound } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type Claim, type OutboxEvent, type Store } from '@bodybroker/storage';
import { goneAtMs, type KnownInstance } from '../domain/instance.js';

/** Names an instance. */
export interface InstanceId {
  readonly service: string;
  readonly instanceId: string;
}

/** Instances to forget, by when. */
export const EXPIRY_INDEX = 'expiry';
const INSTANCES = 'instances';
const SERVICES = 'services';
const MAX_INSTANCES = 200;
const MAX_SERVICES = 500;
/** Left after an instance is forgotten, so that the sweep can still tell of it. */
const AFTERLIFE_MS = 60_000;

/** The instances that are known. Those of a service share a shard. */
export class Instances {
  readonly #store: Store;
  readonly #instances: EntityRepository<KnownInstance>;
  readonly #clock: { now(): number };

  constructor(store: Store, { random, clock }: { readonly random: () => number; readonly clock: { now(): number } }) {
    this.#store = store;
    this.#clock = clock;
    this.#instances = new EntityRepository<KnownInstance>(store, 'instance', {
      ...jsonCodec<KnownInstance>(),
      random,
    });
  }

  /** @throws DomainError NOT_FOUND INSTANCE_NOT_FOUND */
  async require(id: InstanceId): Promise<KnownInstance> {
    const entity = await this.#instances.get(refOf(id));
    if (entity === undefined || this.#isGone(entity.value)) throw notFound('instance', id.instanceId);
    return entity.value;
  }

  /** Those of a service, by id. */
  async ofService(service: string): Promise<readonly KnownInstance[]> {
    const ids = await this.#store.shard(service).rangeByName(indexOf(service), { limit: MAX_INSTANCES });
    const entities = await this.#instances.getMany(ids.map((instanceId) => refOf({ service, instanceId })));
    return entities.map(({ value }) => value).filter((known) => !this.#isGone(known));
  }

  /** Every service that ever had an instance, by name. */
  services(): Promise<readonly string[]> {
    return this.#store.shard(SERVICES).rangeByName(SERVICES, { limit: MAX_SERVICES });
  }

  /**
   * Changes what is known of an instance; undefined leaves it.
   * @param told the events of the change
   */
  async change(
    id: InstanceId,
    change: (current: KnownInstance | undefined) => KnownInstance,
    told: (before: KnownInstance | undefined, after: KnownInstance, version: bigint) => readonly OutboxEvent[],
  ): Promise<KnownInstance> {
    const named = this.#store.shard(SERVICES).commit({
      indexes: [{ op: 'set', index: SERVICES, member: id.service, score: 0 }],
    });
    const upserted = this.#instances.upsert(refOf(id), async (entity, version) => {
      // Named first: a service without instances does no harm, an instance nobody can list would.
      await named;
      const before = entity === undefined || this.#isGone(entity.value) ? undefined : entity.value;
      const after = change(before);
      return {
        value: after,
        ttlMs: goneAtMs(after) - this.#clock.now() + AFTERLIFE_MS,
        events: told(before, after, version),
        indexes: [
          { op: 'set', index: indexOf(id.service), member: id.instanceId, score: 0 },
          { op: 'set', index: EXPIRY_INDEX, member: memberOf(id), score: goneAtMs(after) },
        ],
      };
    });
    const [{ value }] = await Promise.all([upserted, named]);
    return value;
  }

  /** Forgets an instance, with the event that tells of it. Answers what was known, undefined when nothing was. */
  async forget(
    id: InstanceId,
    told: (known: KnownInstance, version: bigint) => readonly OutboxEvent[],
    claim?: Claim,
  ): Promise<KnownInstance | undefined> {
    const entity = await this.#instances.get(refOf(id));
    await this.#store.shard(id.service).commit({
      deletes: [{ kind: 'instance', id: memberOf(id) }],
      events: entity === undefined ? [] : told(entity.value, entity.version),
      indexes: [
        { op: 'remove', index: indexOf(id.service), member: id.instanceId },
        ...(claim === undefined ? [{ op: 'remove' as const, index: EXPIRY_INDEX, member: memberOf(id) }] : []),
      ],
      ...(claim === undefined ? {} : { settle: [claim] }),
    });
    return entity?.value;
  }

  #isGone(known: KnownInstance): boolean {
    return this.#clock.now() >= goneAtMs(known);
  }
}

/** Reads an entry of {@link EXPIRY_INDEX}. */
export function parseMember(member: string): InstanceId {
  const at = member.indexOf('/');
  return { service: member.slice(0, at), instanceId: member.slice(at + 1) };
}

const memberOf = ({ service, instanceId }: InstanceId): string => `${service}/${instanceId}`;
const indexOf = (service: string): string => `${INSTANCES}:${service}`;
const refOf = (id: InstanceId): { readonly id: string; readonly owner: string } => ({
  id: memberOf(id),
  owner: id.service,
});
