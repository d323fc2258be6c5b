import {
  DomainError,
  cutPage,
  failedPrecondition,
  isDomainError,
  type Clock,
  type Page,
  type PageOf,
} from '@bodybroker/domain';
import {
  EntityRepository,
  jsonCodec,
  type Entity,
  type EntityRef,
  type IndexChange,
  type OutboxEvent,
  type Shard,
  type Store,
} from '@bodybroker/storage';
import {
  capabilityNames,
  subjectKey,
  type Capability,
  type Subject,
  type SubjectKind,
  type SubjectLease,
  type SubjectRef,
} from '../domain/subject.js';

/** What happened to a subject. */
export type SubjectNews =
  | { readonly kind: 'registered' | 'updated' }
  | { readonly kind: 'expired'; readonly reason: 'LEASE_ENDED' | 'DEREGISTERED' };

export interface SubjectsOptions {
  readonly clock: Clock;
  readonly maxSubjects: number;
  tell(subject: Subject, news: SubjectNews, version: bigint): OutboxEvent;
  random(): number;
}

/** A subject under a live lease. */
export interface LiveSubject {
  readonly subject: Subject;
  readonly version: bigint;
  readonly expiresMs: number;
}

export interface RegistrationOrder extends SubjectRef {
  readonly capabilities: readonly Capability[];
  readonly generation: string;
  readonly leaseMs: number;
}

export interface SubjectFilter {
  readonly kind?: SubjectKind | undefined;
  /** Empty: any. */
  readonly capability: string;
}

/** All subjects lie together: they are few, and every question is about many. */
const OWNER = 'subjects';
/** Subjects by the end of their lease. */
const LEASES = 'leases';
/** Subjects by name. */
const NAMES = 'names';
const capabilityIndex = (name: string): string => `capability:${name}`;
/** The kind of leases. */
const LEASE = 'subject-lease';
const leases = jsonCodec<SubjectLease>();
const ref = (key: string): EntityRef => ({ id: key, owner: OWNER });

/**
 * What subjects can do, each under a lease that is kept beside it, so that renewing one is a small write. A subject whose lease has
 * ended is in no answer, also before it is swept away.
 */
export class Subjects {
  readonly #shard: Shard;
  readonly #options: SubjectsOptions;
  readonly #subjects: EntityRepository<Subject>;
  readonly #leases: EntityRepository<SubjectLease>;

  constructor(store: Store, options: SubjectsOptions) {
    this.#shard = store.shard(OWNER);
    this.#options = options;
    const random = (): number => options.random();
    this.#subjects = new EntityRepository(store, 'subject', { ...jsonCodec<Subject>(), random });
    this.#leases = new EntityRepository(store, LEASE, { ...leases, random });
  }

  /**
   * Registers a subject in place of what it was.
   * @throws DomainError FAILED_PRECONDITION STALE_GENERATION {generation}; RESOURCE_EXHAUSTED SUBJECTS
   */
  async register(order: RegistrationOrder): Promise<LiveSubject> {
    const { kind, id, capabilities, generation, leaseMs } = order;
    const key = subjectKey(order);
    const nowMs = this.#options.clock.now();
    const expiresMs = nowMs + leaseMs;
    const written = await this.#subjects.upsert(ref(key), async (stored, version) => {
      const isLive = stored !== undefined && ((await this.#shard.score(LEASES, key)) ?? 0) > nowMs;
      const current = isLive ? stored.value : undefined;
      if (current !== undefined && BigInt(generation) < BigInt(current.generation)) throw stale(current);
      if (stored === undefined) await this.#refuseTooMany();
      const registeredMs = current?.registeredMs ?? nowMs;
      const value: Subject = { kind, id, capabilities, generation, registeredMs };
      const lease: SubjectLease = { generation, leaseMs, expiresMs };
      const isSame = current !== undefined && JSON.stringify(current) === JSON.stringify(value);
      const news = { kind: current === undefined ? 'registered' : 'updated' } as const;
      return {
        value,
        puts: [{ kind: LEASE, id: key, bytes: leases.encode(lease) }],
        indexes: [
          { op: 'set', index: LEASES, member: key, score: expiresMs },
          { op: 'set', index: NAMES, member: key, score: 0 },
          ...swapNames(key, stored?.value.capabilities ?? [], capabilities),
        ],
        events: isSame ? [] : [this.#options.tell(value, news, version)],
      };
    });
    return { subject: written.value, version: written.version, expiresMs };
  }

  /** Prolongs a lease by its length. @throws DomainError NOT_FOUND LEASE */
  async renew(subject: SubjectRef, generation: string): Promise<number> {
    const key = subjectKey(subject);
    const nowMs = this.#options.clock.now();
    const current = await this.#leases.get(ref(key));
    if (current === undefined) throw noLease();
    const { value } = await this.#leases.update(ref(key), ({ value: lease }) => {
      if (lease.generation !== generation || lease.expiresMs <= nowMs) throw noLease();
      const expiresMs = nowMs + lease.leaseMs;
      return {
        value: { ...lease, expiresMs },
        indexes: [{ op: 'set', index: LEASES, member: key, score: expiresMs }],
      };
    });
    return value.expiresMs;
  }

  /** A live subject; undefined when there is none. */
  async find(subject: SubjectRef): Promise<LiveSubject | undefined> {
    const key = subjectKey(subject);
    const [entity, expiresMs] = await Promise.all([this.#subjects.get(ref(key)), this.#shard.score(LEASES, key)]);
    return this.#toLive(entity, expiresMs);
  }

  /** @throws DomainError NOT_FOUND SUBJECT */
  async require(subject: SubjectRef): Promise<LiveSubject> {
    const found = await this.find(subject);
    if (found === undefined) throw noSubject(subject);
    return found;
  }

  /**
   * Takes a live subject out.
   * @param generation the only one that is meant; undefined: any
   * @throws DomainError NOT_FOUND SUBJECT; FAILED_PRECONDITION STALE_GENERATION {generation}
   */
  async deregister(subject: SubjectRef, generation: string | undefined): Promise<LiveSubject> {
    const live = await this.require(subject);
    if (generation !== undefined && generation !== live.subject.generation) throw stale(live.subject);
    const lease = await this.#leases.get(ref(subjectKey(subject)));
    await this.#delete(subjectKey(subject), { kind: 'expired', reason: 'DEREGISTERED' }, lease);
    return live;
  }

  /** The live subjects that have a capability (empty: any), by kind and id. */
  async live({ kind, capability }: SubjectFilter): Promise<readonly LiveSubject[]> {
    const keys = await this.#liveKeys(kind, capability);
    return this.#read(keys);
  }

  /** A page of the live subjects, by kind and id. */
  async page({ kind, capability }: SubjectFilter, page: Page): Promise<PageOf<LiveSubject>> {
    const keys = await this.#liveKeys(kind, capability);
    const rest = [...keys].filter(([key]) => page.after === undefined || key > page.after);
    const { rows, nextPageToken } = cutPage(rest, page, ([key]) => key);
    return { rows: await this.#read(new Map(rows)), nextPageToken };
  }

  /** Takes away what is there no more. Answers how many there were. */
  async sweep(limit: number): Promise<number> {
    const nowMs = this.#options.clock.now();
    const ended = await this.#shard.range(LEASES, { max: nowMs, limit });
    for (const { member } of ended) {
      const lease = await this.#leases.get(ref(member));
      if (lease !== undefined && lease.value.expiresMs > nowMs) continue;
      await unlessChanged(this.#delete(member, { kind: 'expired', reason: 'LEASE_ENDED' }, lease));
    }
    return ended.length;
  }

  /** Keys and ends of the leases that live, by key. */
  async #liveKeys(kind: SubjectKind | undefined, capability: string): Promise<ReadonlyMap<string, number>> {
    const limit = this.#options.maxSubjects;
    const prefix = kind === undefined ? '' : `${kind}/`;
    const [entries, named] = await Promise.all([
      this.#shard.range(LEASES, { min: this.#options.clock.now() + 1, limit }),
      this.#shard.rangeByName(capability === '' ? NAMES : capabilityIndex(capability), { prefix, limit }),
    ]);
    const ends = new Map(entries.map(({ member, score }) => [member, score]));
    return new Map(
      named.flatMap((key) => {
        const end = ends.get(key);
        return end === undefined ? [] : [[key, end] as const];
      }),
    );
  }

  async #read(keys: ReadonlyMap<string, number>): Promise<LiveSubject[]> {
    const entities = await this.#subjects.getMany([...keys.keys()].map(ref));
    return entities.flatMap((entity) => this.#toLive(entity, keys.get(entity.id)) ?? []);
  }

  #toLive(entity: Entity<Subject> | undefined, expiresMs: number | undefined): LiveSubject | undefined {
    if (entity === undefined || expiresMs === undefined || expiresMs <= this.#options.clock.now()) return undefined;
    return { subject: entity.value, version: entity.version, expiresMs };
  }

  async #delete(key: string, news: SubjectNews, lease?: Entity<SubjectLease>): Promise<void> {
    const gone: IndexChange[] = [LEASES, NAMES].map((index) => ({ op: 'remove', index, member: key }));
    if ((await this.#subjects.get(ref(key))) === undefined) {
      await this.#shard.commit({ indexes: gone, deletes: [{ kind: LEASE, id: key }] });
      return;
    }
    await this.#subjects.delete(ref(key), ({ value, version }) => ({
      // Somebody may have renewed or registered it since it was looked at.
      deletes: [{ kind: LEASE, id: key, ...(lease === undefined ? {} : { expectedVersion: lease.version }) }],
      indexes: [...gone, ...swapNames(key, value.capabilities, [])],
      events: [this.#options.tell(value, news, version)],
    }));
  }

  async #refuseTooMany(): Promise<void> {
    const { maxSubjects } = this.#options;
    if ((await this.#shard.count(NAMES)) < maxSubjects) return;
    throw new DomainError('RESOURCE_EXHAUSTED', 'SUBJECTS', `there are ${maxSubjects} subjects already`, {
      details: { limit: String(maxSubjects) },
    });
  }
}

function swapNames(key: string, before: readonly Capability[], after: readonly Capability[]): readonly IndexChange[] {
  const names = capabilityNames(after);
  return [
    ...capabilityNames(before)
      .filter((name) => !names.includes(name))
      .map((name): IndexChange => ({ op: 'remove', index: capabilityIndex(name), member: key })),
    ...names.map((name): IndexChange => ({ op: 'set', index: capabilityIndex(name), member: key, score: 0 })),
  ];
}

/** Another replica swept it, or its subject is back. */
async function unlessChanged(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const hasChanged = isDomainError(error) && (error.code === 'VERSION_CONFLICT' || error.code === 'NOT_FOUND');
    if (!hasChanged) throw error;
  }
}

function stale({ generation }: Subject): Error {
  return failedPrecondition('STALE_GENERATION', 'another generation of the subject is registered', { generation });
}

function noLease(): Error {
  return new DomainError('NOT_FOUND', 'LEASE', 'there is no such lease, or it has ended: register again');
}

function noSubject({ kind, id }: SubjectRef): Error {
  return new DomainError('NOT_FOUND', 'SUBJECT', `${kind} ${id} is not registered`, { details: { kind, id } });
}
