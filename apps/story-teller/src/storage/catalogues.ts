import { createHash } from 'node:crypto';
import { DomainError, notFound, type Page } from '@bodybroker/domain';
import { type Entity, type EntityChange, EntityRepository, jsonCodec, type Put, type Store } from '@bodybroker/storage';
import { MAX_ARCS, type Arc } from '../domain/arc.js';
import { MAX_BEATS, type Beat } from '../domain/beat.js';
import type { Catalogue, CatalogueBeat } from '../domain/catalogue.js';
import { Tellings } from './tellings.js';

interface Contents {
  readonly arcs: number;
  readonly beats: number;
}

/** What is stored of an arc or a beat, and the hash of the content file it was last read from. */
interface Kept<T> {
  readonly value: T;
  readonly contentHash?: string;
}

export interface CataloguePage<T> {
  readonly entities: readonly Entity<T>[];
  /** Empty: there are no more. */
  readonly nextPageToken: string;
}

// Small, and read as a whole: it lives in one shard, so that one commit changes it.
const OWNER = 'catalogue';
const refOf = (id: string) => ({ id, owner: OWNER });
const CONTENTS = refOf('contents');
const LISTS = { arc: 'arcs', beat: 'beats' } as const;
const MOST = { arc: MAX_ARCS, beat: MAX_BEATS } as const;
const contentsCodec = jsonCodec<Contents>();
const READ_AT_ONCE = 200;

type Kind = 'arc' | 'beat';
type ValueOf = { arc: Arc; beat: CatalogueBeat };

/** All arcs and beats, kept in memory (without their words) as long as nobody writes one. */
export class Catalogues {
  readonly #store: Store;
  readonly #arcs: EntityRepository<Kept<Arc>>;
  readonly #beats: EntityRepository<Kept<CatalogueBeat>>;
  readonly #contents: EntityRepository<Contents>;
  readonly #tellings: Tellings;
  #known: { readonly version: bigint; readonly catalogue: Catalogue } | undefined;

  constructor(store: Store, random: () => number, compile: (source: string) => Promise<string>) {
    this.#store = store;
    this.#arcs = new EntityRepository(store, 'arc', { ...jsonCodec<Kept<Arc>>(), random });
    this.#beats = new EntityRepository(store, 'beat', { ...jsonCodec<Kept<CatalogueBeat>>(), random });
    this.#contents = new EntityRepository(store, 'contents', { ...contentsCodec, random });
    this.#tellings = new Tellings(store, compile);
  }

  /** Everything there is, as it is now. */
  async read(): Promise<Catalogue> {
    const version = (await this.#contents.get(CONTENTS))?.version ?? 0n;
    if (this.#known?.version === version) return this.#known.catalogue;
    const arcs = await this.#all('arc');
    const beats = await this.#all('beat');
    const catalogue: Catalogue = {
      arcs: new Map(arcs.map(({ id, value }) => [id, value])),
      beats: new Map(beats.map(({ id, value }) => [id, value])),
    };
    this.#known = { version, catalogue };
    return catalogue;
  }

  /** @throws DomainError NOT_FOUND ARC_NOT_FOUND */
  async arc(id: string): Promise<Entity<Arc>> {
    return plain(await this.#arcs.require(refOf(id)));
  }

  /** @throws DomainError NOT_FOUND BEAT_NOT_FOUND */
  async beat(id: string): Promise<CatalogueBeat> {
    const beat = (await this.read()).beats.get(id);
    if (beat === undefined) throw notFound('beat', id);
    return beat;
  }

  /** The words of a beat, and the compiled ink if it has one. */
  telling(hash: string): ReturnType<Tellings['get']> {
    return this.#tellings.get(hash);
  }

  arcs(page: Page): Promise<CataloguePage<Arc>> {
    return this.#list('arc', page, () => true);
  }

  beats(page: Page, arcId: string): Promise<CataloguePage<CatalogueBeat>> {
    return this.#list('beat', page, (beat) => arcId === '' || beat.arcId === arcId);
  }

  /** @throws DomainError VERSION_CONFLICT; RESOURCE_EXHAUSTED TOO_MANY_ARCS */
  async writeArc(arc: Arc, expectedVersion?: bigint): Promise<Entity<Arc>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    const written = await this.#arcs.upsert(refOf(arc.id), (current) => this.#change('arc', current, arc), options);
    return plain(written);
  }

  /** @throws DomainError VERSION_CONFLICT; INVALID_ARGUMENT BAD_INK; RESOURCE_EXHAUSTED TOO_MANY_BEATS */
  async writeBeat({ card, telling }: Beat, expectedVersion?: bigint): Promise<Entity<CatalogueBeat>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    const value = { ...card, tellingHash: await this.#tellings.keep(telling) };
    const written = await this.#beats.upsert(
      refOf(card.id),
      (current) => this.#change('beat', current, value),
      options,
    );
    return plain(written);
  }

  /** Writes an arc of a content file, unless this has been done with the file as it is. */
  async publishArc(arc: Arc): Promise<void> {
    const contentHash = hashOf(arc);
    if ((await this.#arcs.get(refOf(arc.id)))?.value.contentHash === contentHash) return;
    await this.#arcs.upsert(refOf(arc.id), (current) => this.#change('arc', current, arc, contentHash));
  }

  /** Like publishArc. @throws DomainError INVALID_ARGUMENT BAD_INK */
  async publishBeat(beat: Beat): Promise<void> {
    const contentHash = hashOf(beat);
    if ((await this.#beats.get(refOf(beat.card.id)))?.value.contentHash === contentHash) return;
    const value = { ...beat.card, tellingHash: await this.#tellings.keep(beat.telling) };
    await this.#beats.upsert(refOf(value.id), (current) => this.#change('beat', current, value, contentHash));
  }

  async #change<K extends Kind>(
    kind: K,
    current: Entity<Kept<ValueOf[K]>> | undefined,
    value: ValueOf[K],
    contentHash = current?.value.contentHash,
  ): Promise<EntityChange<Kept<ValueOf[K]>>> {
    const contents = await this.#contents.get(CONTENTS);
    const counts = contents?.value ?? { arcs: 0, beats: 0 };
    const list = LISTS[kind];
    if (current === undefined && counts[list] >= MOST[kind]) {
      const rule = `there are at most ${MOST[kind]} ${list}`;
      throw new DomainError('RESOURCE_EXHAUSTED', `TOO_MANY_${list.toUpperCase()}`, rule, { retryable: false });
    }
    const bytes = contentsCodec.encode({ ...counts, [list]: counts[list] + (current === undefined ? 1 : 0) });
    const put: Put = { kind: 'contents', id: CONTENTS.id, bytes, expectedVersion: contents?.version ?? 0n };
    return {
      value: { value, ...(contentHash === undefined ? {} : { contentHash }) },
      puts: [put],
      indexes: [{ op: 'set', index: list, member: value.id, score: 0 }],
    };
  }

  async #all<K extends Kind>(kind: K): Promise<readonly Entity<ValueOf[K]>[]> {
    const found: Entity<ValueOf[K]>[] = [];
    let after: string | undefined;
    do {
      const page = await this.#some(kind, after);
      found.push(...page.entities);
      after = page.last;
    } while (after !== undefined);
    return found;
  }

  async #list<K extends Kind>(
    kind: K,
    page: Page,
    matches: (value: ValueOf[K]) => boolean,
  ): Promise<CataloguePage<ValueOf[K]>> {
    const found: Entity<ValueOf[K]>[] = [];
    let after = page.after;
    do {
      const some = await this.#some(kind, after);
      found.push(...some.entities.filter(({ value }) => matches(value)));
      after = some.last;
    } while (after !== undefined && found.length <= page.size);
    const entities = found.slice(0, page.size);
    const last = entities.at(-1);
    return { entities, nextPageToken: last === undefined || found.length <= page.size ? '' : page.next(last.id) };
  }

  async #some<K extends Kind>(
    kind: K,
    after: string | undefined,
  ): Promise<{ readonly entities: readonly Entity<ValueOf[K]>[]; readonly last: string | undefined }> {
    const ids = await this.#store
      .shard(OWNER)
      .rangeByName(LISTS[kind], { limit: READ_AT_ONCE, ...(after === undefined ? {} : { after }) });
    const repository = (kind === 'arc' ? this.#arcs : this.#beats) as EntityRepository<Kept<ValueOf[K]>>;
    const entities = await repository.getMany(ids.map(refOf));
    return { entities: entities.map(plain), last: ids.length < READ_AT_ONCE ? undefined : ids.at(-1) };
  }
}

const plain = <T>({ value, ...rest }: Entity<Kept<T>>): Entity<T> => ({ ...rest, value: value.value });

function hashOf(content: Arc | Beat): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
