import { isDeepStrictEqual } from 'node:util';
import { cutPage, versionConflict, type Page, type PageOf } from '@bodybroker/domain';
import { EntityRepository, jsonCodec, type EntityRef, type Store } from '@bodybroker/storage';
import type { WorkflowDefinition } from '../domain/workflow-definition.js';

/** One content of a definition. */
export interface Revision {
  readonly definition: WorkflowDefinition;
  /** 1, 2, 3… */
  readonly version: bigint;
  readonly updatedMs: number;
}

/** All definitions lie together: they are few, and listed by name. */
const OWNER = 'definitions';
const INDEX = 'definitions';
/** Revisions kept in memory. They never change. */
const MAX_CACHED = 200;

const codec = jsonCodec<WorkflowDefinition>();
const refOf = (id: string): EntityRef => ({ id, owner: OWNER });
const revisionId = (id: string, version: bigint): string => `${id}/${version}`;

/** Workflow definitions in all their revisions. */
export class Definitions {
  readonly #store: Store;
  readonly #newest: EntityRepository<WorkflowDefinition>;
  readonly #revisions: EntityRepository<WorkflowDefinition>;
  readonly #cache = new Map<string, Revision>();

  constructor(store: Store, random: () => number) {
    this.#store = store;
    this.#newest = new EntityRepository(store, 'definition', { ...codec, random, title: 'workflow definition' });
    this.#revisions = new EntityRepository(store, 'revision', { ...codec, random, title: 'workflow revision' });
  }

  /** @throws DomainError NOT_FOUND WORKFLOW_DEFINITION_NOT_FOUND */
  async newest(id: string): Promise<Revision> {
    const { value, version, updatedMs } = await this.#newest.require(refOf(id));
    return { definition: value, version, updatedMs };
  }

  /** @throws DomainError NOT_FOUND WORKFLOW_REVISION_NOT_FOUND */
  async revision(id: string, version: bigint): Promise<Revision> {
    const key = revisionId(id, version);
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const { value, updatedMs } = await this.#revisions.require(refOf(key));
    const revision = { definition: value, version, updatedMs };
    const [oldest] = this.#cache.keys();
    if (this.#cache.size >= MAX_CACHED && oldest !== undefined) this.#cache.delete(oldest);
    this.#cache.set(key, revision);
    return revision;
  }

  /**
   * Makes a new revision, unless the newest says the same.
   * @throws DomainError VERSION_CONFLICT
   */
  async upsert(definition: WorkflowDefinition, expectedVersion: bigint | undefined): Promise<Revision> {
    const { id } = definition;
    const current = await this.#newest.get(refOf(id));
    if (expectedVersion !== undefined && expectedVersion !== (current?.version ?? 0n)) {
      throw versionConflict(`definition ${id}`, current?.version ?? 0n);
    }
    const bytes = codec.encode(definition);
    if (current !== undefined && isDeepStrictEqual(current.value, codec.decode(bytes))) {
      return { definition: current.value, version: current.version, updatedMs: current.updatedMs };
    }
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    const written = await this.#newest.upsert(
      refOf(id),
      (_before, version) => ({
        value: definition,
        puts: [{ kind: 'revision', id: revisionId(id, version), bytes }],
        indexes: [{ op: 'set', index: INDEX, member: id, score: 0 }],
      }),
      options,
    );
    return { definition, version: written.version, updatedMs: written.updatedMs };
  }

  /** A page by id. */
  async page(page: Page): Promise<PageOf<Revision>> {
    const ids = await this.#store.shard(OWNER).rangeByName(INDEX, {
      limit: page.size + 1,
      ...(page.after === undefined ? {} : { after: page.after }),
    });
    const { rows, nextPageToken } = cutPage(ids, page, (id) => id);
    return { rows: await Promise.all(rows.map((id) => this.newest(id))), nextPageToken };
  }
}
