import { createHash } from 'node:crypto';
import { cutPage, DomainError, notFound, type Page, type PageOf } from '@bodybroker/domain';
import { type Entity, type EntityChange, EntityRepository, jsonCodec, type Put, type Store } from '@bodybroker/storage';
import type { QuestDefinition } from '../domain/quest-definition.js';
import { planQuest, type QuestPlan } from '../domain/quest-plan.js';

export const MAX_DEFINITIONS = 500;
/** Plans of revisions kept in memory. */
const MAX_PLANS = 1000;

/** A definition as it is written, and what became of it. */
export interface DefinitionRecord {
  readonly draft: QuestDefinition;
  /** The newest published one; 0: none. */
  readonly revision: number;
  /** Of the content file it was last read from; absent: none. */
  readonly contentHash?: string;
}

interface Catalogue {
  readonly published: readonly { readonly id: string; readonly revision: number }[];
}

// A small catalogue that is read as a whole: it lives in one shard, so that one commit publishes.
const OWNER = 'definitions';
const INDEX = 'definitions';
const refOf = (id: string) => ({ id, owner: OWNER });
const CATALOGUE = refOf('published');
const revisions = jsonCodec<QuestDefinition>();
const catalogues = jsonCodec<Catalogue>();

/** The definitions, their published revisions, which never change, and the list of what can be taken up. */
export class Definitions {
  readonly #store: Store;
  readonly #records: EntityRepository<DefinitionRecord>;
  readonly #revisions: EntityRepository<QuestDefinition>;
  readonly #catalogue: EntityRepository<Catalogue>;
  readonly #plans = new Map<string, QuestPlan>();

  constructor(store: Store, random: () => number) {
    this.#store = store;
    const options = { ...jsonCodec<DefinitionRecord>(), random, title: 'definition' };
    this.#records = new EntityRepository(store, 'definition', options);
    this.#revisions = new EntityRepository(store, 'revision', { ...revisions, random });
    this.#catalogue = new EntityRepository(store, 'catalogue', { ...catalogues, random });
  }

  get(id: string): Promise<Entity<DefinitionRecord> | undefined> {
    return this.#records.get(refOf(id));
  }

  /** @throws DomainError NOT_FOUND DEFINITION_NOT_FOUND */
  require(id: string): Promise<Entity<DefinitionRecord>> {
    return this.#records.require(refOf(id));
  }

  /** Writes a draft. @throws DomainError VERSION_CONFLICT; RESOURCE_EXHAUSTED TOO_MANY_DEFINITIONS */
  write(draft: QuestDefinition, expectedVersion?: bigint): Promise<Entity<DefinitionRecord>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#records.upsert(refOf(draft.id), (current) => this.#draftChange(current, draft), options);
  }

  /**
   * Makes the draft the newest revision; one that is published already stays.
   * @throws DomainError NOT_FOUND DEFINITION_NOT_FOUND; VERSION_CONFLICT
   */
  publish(id: string, expectedVersion?: bigint): Promise<Entity<DefinitionRecord>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#records.update(refOf(id), ({ value }) => this.#publication(value), options);
  }

  /** Writes and publishes what a content file says, unless this has been done with the file as it is. */
  async publishContent(draft: QuestDefinition): Promise<void> {
    const contentHash = hashOf(draft);
    const current = await this.get(draft.id);
    if (current?.value.contentHash === contentHash) return;
    await this.#records.upsert(refOf(draft.id), async (before) => {
      const { value, indexes } = await this.#draftChange(before, draft);
      const record = { ...value, contentHash };
      const published = await this.#publication(record);
      return { ...(published ?? { value: record }), indexes: indexes ?? [] };
    });
  }

  /** A page by id. */
  async list(matches: (record: DefinitionRecord) => boolean, page: Page): Promise<PageOf<Entity<DefinitionRecord>>> {
    const found: Entity<DefinitionRecord>[] = [];
    let after = page.after;
    for (;;) {
      const ids = await this.#store.shard(OWNER).rangeByName(INDEX, { limit: 100, ...(after && { after }) });
      const entities = await this.#records.getMany(ids.map(refOf));
      found.push(...entities.filter(({ value }) => matches(value)));
      after = ids.at(-1);
      if (found.length > page.size || ids.length < 100) break;
    }
    return cutPage(found, page, ({ id }) => id);
  }

  /** The newest revision of everything that can be taken up, by id. */
  async published(): Promise<readonly QuestPlan[]> {
    const { published } = (await this.#catalogue.get(CATALOGUE))?.value ?? { published: [] };
    return Promise.all(published.map(({ id, revision }) => this.plan(id, revision)));
  }

  /** The newest revision. @throws DomainError NOT_FOUND DEFINITION_NOT_FOUND, also for one that was never published */
  async newest(id: string): Promise<QuestPlan> {
    const record = await this.get(id);
    if (record === undefined || record.value.revision === 0) throw notFound('definition', id);
    return this.plan(id, record.value.revision);
  }

  /** @throws DomainError NOT_FOUND REVISION_NOT_FOUND */
  async plan(id: string, revision: number): Promise<QuestPlan> {
    const key = `${id}/${revision}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const { value } = await this.#revisions.require(refOf(key));
    const plan = planQuest(value, revision);
    const oldest = this.#plans.keys().next();
    if (this.#plans.size >= MAX_PLANS && oldest.done !== true) this.#plans.delete(oldest.value);
    this.#plans.set(key, plan);
    return plan;
  }

  async #draftChange(
    current: Entity<DefinitionRecord> | undefined,
    draft: QuestDefinition,
  ): Promise<EntityChange<DefinitionRecord>> {
    if (current !== undefined) return { value: { ...current.value, draft } };
    if ((await this.#store.shard(OWNER).count(INDEX)) >= MAX_DEFINITIONS) {
      const rule = `there are at most ${MAX_DEFINITIONS} definitions`;
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_DEFINITIONS', rule, { retryable: false });
    }
    return {
      value: { draft, revision: 0 },
      indexes: [{ op: 'set', index: INDEX, member: draft.id, score: 0 }],
    };
  }

  /** Undefined: the draft is what the newest revision says. */
  async #publication(record: DefinitionRecord): Promise<EntityChange<DefinitionRecord> | undefined> {
    const { draft, revision } = record;
    if (revision > 0 && hashOf((await this.plan(draft.id, revision)).definition) === hashOf(draft)) return undefined;
    const next = revision + 1;
    const catalogue = await this.#catalogue.get(CATALOGUE);
    const others = (catalogue?.value.published ?? []).filter(({ id }) => id !== draft.id);
    const published = [...others, { id: draft.id, revision: next }].sort((a, b) => (a.id < b.id ? -1 : 1));
    const puts: readonly Put[] = [
      { kind: 'revision', id: `${draft.id}/${next}`, bytes: revisions.encode(draft), expectedVersion: 0n },
      {
        kind: 'catalogue',
        id: CATALOGUE.id,
        bytes: catalogues.encode({ published }),
        expectedVersion: catalogue?.version ?? 0n,
      },
    ];
    return { value: { ...record, revision: next }, puts };
  }
}

function hashOf(definition: QuestDefinition): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('base64url');
}
