import { DomainError, cutPage, isDomainError, notFound, type Page, type PageOf } from '@bodybroker/domain';
import {
  EntityRepository,
  jsonCodec,
  retryConflicts,
  type Commit,
  type IndexChange,
  type OutboxEvent,
  type Put,
  type Shard,
  type Store,
} from '@bodybroker/storage';
import { beginState, type NpcState } from '../domain/npc-state.js';
import { npcKey, type NpcRef, type Person, type StoredNpc } from './person.js';
import { allIndex, atIndex, dueIndex, factionIndex, listed, placed, untoldIndex } from './roster-indexes.js';

export interface RosterOptions {
  /** What to publish of somebody who does something else than before. */
  tell(person: Person, after: NpcState): readonly OutboxEvent[];
  random(): number;
}

/** Somebody and what they do from now on. */
export interface StateChange {
  readonly person: Person;
  readonly after: NpcState;
}

/** As many people as one world may have. */
export const MOST_NPCS = 5000;

const npcs = jsonCodec<StoredNpc>();
const states = jsonCodec<NpcState>();
/** How many people change in one commit. */
const BATCH = 50;

/**
 * The people of each world: who they are, what they do, when they next think. All of one world are in one shard, so that
 * those whose hour has come are read in one go and written in few.
 */
export class Roster {
  readonly #store: Store;
  readonly #options: RosterOptions;
  readonly #npcs: EntityRepository<StoredNpc>;

  constructor(store: Store, options: RosterOptions) {
    this.#store = store;
    this.#options = options;
    const random = (): number => options.random();
    this.#npcs = new EntityRepository(store, 'npc', { ...npcs, random, title: 'npc' });
  }

  /** Those who are there, in the order of their ids. */
  async read(worldId: string, npcIds: readonly string[]): Promise<readonly Person[]> {
    if (npcIds.length === 0) return [];
    const keys = npcIds.map((npcId) => npcKey({ worldId, npcId }));
    const shard = this.#shard(worldId);
    const [who, what] = await Promise.all([shard.getMany('npc', keys), shard.getMany('state', keys)]);
    return npcIds.flatMap((npcId, index) => {
      const [npc, state] = [who[index], what[index]];
      if (npc === undefined || state === undefined) return [];
      return {
        ref: { worldId, npcId },
        npc: npcs.decode(npc.bytes),
        version: npc.version,
        state: states.decode(state.bytes),
        stateVersion: state.version,
      };
    });
  }

  /** @throws DomainError NOT_FOUND NPC_NOT_FOUND */
  async require({ worldId, npcId }: NpcRef): Promise<Person> {
    const [person] = await this.read(worldId, [npcId]);
    if (person === undefined) throw notFound('npc', npcId);
    return person;
  }

  /** A page by id: of all, of those at a place, or of a faction. */
  async list(
    worldId: string,
    filter: { readonly locationId: string; readonly faction: string },
    page: Page,
  ): Promise<PageOf<Person>> {
    const { locationId, faction } = filter;
    const index =
      locationId !== ''
        ? atIndex(worldId, locationId)
        : faction !== ''
          ? factionIndex(worldId, faction)
          : allIndex(worldId);
    const people: Person[] = [];
    let after = page.after;
    for (;;) {
      const ids = await this.#shard(worldId).rangeByName(index, {
        limit: page.size + 1,
        ...(after === undefined ? {} : { after }),
      });
      // With both filters the second is looked at here.
      const fitting = (await this.read(worldId, ids)).filter(({ npc }) => faction === '' || npc.faction === faction);
      people.push(...fitting);
      after = ids.at(-1);
      if (people.length > page.size || ids.length <= page.size) break;
    }
    return cutPage(people, page, ({ ref }) => ref.npcId);
  }

  /** @throws DomainError ALREADY_EXISTS NPC_ALREADY_EXISTS; RESOURCE_EXHAUSTED NPC_LIMIT */
  async create(ref: NpcRef, npc: StoredNpc, gms: number): Promise<Person> {
    const shard = this.#shard(ref.worldId);
    const [people, stateBefore] = await Promise.all([
      shard.count(allIndex(ref.worldId)),
      shard.peek('state', npcKey(ref)),
    ]);
    if (people >= MOST_NPCS)
      throw new DomainError('RESOURCE_EXHAUSTED', 'NPC_LIMIT', `a world has at most ${MOST_NPCS} people`, {
        retryable: false,
      });
    const state = beginState(npc, gms);
    const put: Put = {
      kind: 'state',
      id: npcKey(ref),
      bytes: states.encode(state),
      expectedVersion: stateBefore.stored?.version ?? 0n,
    };
    const indexes = [...placed(ref, undefined, state, npc), ...listed(ref, undefined, npc)];
    const { version } = await this.#npcs.create(this.#ref(ref), () => ({ value: npc, puts: [put], indexes }));
    return { ref, npc, version, state, stateVersion: stateBefore.nextVersion };
  }

  /**
   * Changes who somebody is, and what they do with it.
   * @throws DomainError NOT_FOUND; VERSION_CONFLICT
   */
  async update(
    ref: NpcRef,
    change: (person: Person) => { readonly npc: StoredNpc; readonly state: NpcState },
    expectedVersion: bigint | undefined,
  ): Promise<Person> {
    await this.#npcs.update(
      this.#ref(ref),
      async () => {
        const person = await this.require(ref);
        const { npc, state } = change(person);
        const {
          puts = [],
          indexes = [],
          events = [],
        } = this.#stateCommit([{ person: { ...person, npc }, after: state }]);
        return { value: npc, puts, events, indexes: [...indexes, ...listed(ref, person.npc, npc)] };
      },
      expectedVersion === undefined ? {} : { expectedVersion },
    );
    return this.require(ref);
  }

  /** @throws DomainError NOT_FOUND; VERSION_CONFLICT. Answers the version that was deleted. */
  async delete(ref: NpcRef, expectedVersion: bigint | undefined): Promise<bigint> {
    const { worldId, npcId } = ref;
    const { state } = await this.require(ref);
    const remove = (index: string): IndexChange => ({ op: 'remove', index, member: npcId });
    const { version } = await this.#npcs.delete(
      this.#ref(ref),
      ({ value }) => ({
        deletes: [{ kind: 'state', id: npcKey(ref) }],
        indexes: [
          remove(allIndex(worldId)),
          remove(factionIndex(worldId, value.faction)),
          remove(atIndex(worldId, state.locationId)),
          remove(dueIndex(worldId)),
          { op: 'set', index: untoldIndex(worldId), member: npcId, score: 0 },
        ],
      }),
      expectedVersion === undefined ? {} : { expectedVersion },
    );
    return version;
  }

  /** Changes what somebody does; undefined leaves it. Retried when another was quicker. */
  async changeState(ref: NpcRef, change: (person: Person) => NpcState | undefined): Promise<Person> {
    return retryConflicts(
      async () => {
        const person = await this.require(ref);
        const after = change(person);
        if (after === undefined) return person;
        await this.#shard(ref.worldId).commit(this.#stateCommit([{ person, after }]));
        return { ...person, state: after, stateVersion: person.stateVersion + 1n };
      },
      { random: () => this.#options.random() },
    );
  }

  /** Those whose time to think has come, earliest first. */
  async due(worldId: string, toGms: number, limit: number): Promise<readonly string[]> {
    const entries = await this.#shard(worldId).range(dueIndex(worldId), { max: toGms, limit });
    return entries.map(({ member }) => member);
  }

  /** Everybody at a place. */
  async at(worldId: string, locationId: string): Promise<readonly Person[]> {
    const ids = await this.#shard(worldId).rangeByName(atIndex(worldId, locationId), { limit: MOST_NPCS });
    return this.read(worldId, ids);
  }

  /**
   * Writes many changes in few commits.
   * @returns those that were written; another writer was quicker with the rest, who are still due
   */
  async changeMany(worldId: string, changes: readonly StateChange[]): Promise<readonly StateChange[]> {
    const written: StateChange[] = [];
    for (let from = 0; from < changes.length; from += BATCH) {
      const batch = changes.slice(from, from + BATCH);
      if (await this.#tryCommit(worldId, batch)) written.push(...batch);
      else for (const one of batch) if (await this.#tryCommit(worldId, [one])) written.push(one);
    }
    return written;
  }

  /** Those whose place the world has not been told of yet. */
  untold(worldId: string, limit: number): Promise<readonly string[]> {
    return this.#shard(worldId).rangeByName(untoldIndex(worldId), { limit });
  }

  /** The world knows where they are; those who moved on meanwhile stay untold. */
  async told(worldId: string, people: readonly Person[], gone: readonly string[]): Promise<void> {
    const checks = people.map(({ ref, stateVersion }) => ({
      kind: 'state',
      id: npcKey(ref),
      expectedVersion: stateVersion,
    }));
    const members = [...people.map(({ ref }) => ref.npcId), ...gone];
    const indexes = members.map((member): IndexChange => ({ op: 'remove', index: untoldIndex(worldId), member }));
    await ignoreConflict(this.#shard(worldId).commit({ checks, indexes }));
  }

  async #tryCommit(worldId: string, batch: readonly StateChange[]): Promise<boolean> {
    return ignoreConflict(this.#shard(worldId).commit(this.#stateCommit(batch)));
  }

  #stateCommit(changes: readonly StateChange[]): Commit {
    return {
      puts: changes.map(({ person: { ref, stateVersion }, after }) => ({
        kind: 'state',
        id: npcKey(ref),
        bytes: states.encode(after),
        expectedVersion: stateVersion,
      })),
      indexes: changes.flatMap(({ person: { ref, state, npc }, after }) => placed(ref, state, after, npc)),
      events: changes.flatMap(({ person, after }) => this.#options.tell(person, after)),
    };
  }

  #ref(ref: NpcRef): { readonly id: string; readonly owner: string } {
    return { id: npcKey(ref), owner: ref.worldId };
  }

  #shard(worldId: string): Shard {
    return this.#store.shard(worldId);
  }
}

/** Whether a commit was done; false when another writer was quicker. */
async function ignoreConflict(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit;
    return true;
  } catch (error) {
    if (isDomainError(error) && error.code === 'VERSION_CONFLICT') return false;
    throw error;
  }
}
