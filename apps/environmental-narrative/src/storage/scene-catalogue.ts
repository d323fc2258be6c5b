import { DomainError, cutPage, failedPrecondition, notFound, type Page, type PageOf } from '@bodybroker/domain';
import {
  EntityRepository,
  jsonCodec,
  type Entity,
  type IndexChange,
  type NameClaim,
  type Shard,
  type Store,
} from '@bodybroker/storage';
import { checkImplications, checkSolvable } from '../domain/check-solvable.js';
import type { Incident } from '../domain/incident.js';
import { transition, type Scene, type SceneText } from '../domain/scene.js';

/** All scenes and incidents are in one shard: a catalogue, read far more often than written. */
const OWNER = 'catalogue';
const SCENES = 'scenes';
const MAX_SCENES = 2000;

const ref = (id: string) => ({ id, owner: OWNER });
const at = (locationId: string): string => `scenes-at:${locationId}`;
const of = (incidentId: string): string => `scenes-of:${incidentId}`;

/** The scenes by place and incident, and the incidents. A clue belongs to one scene. */
export class SceneCatalogue {
  readonly #shard: Shard;
  readonly #scenes: EntityRepository<Scene>;
  readonly #incidents: EntityRepository<Incident>;

  constructor(store: Store, random: () => number) {
    this.#shard = store.shard(OWNER);
    this.#scenes = new EntityRepository(store, 'scene', { ...jsonCodec<Scene>(), random });
    this.#incidents = new EntityRepository(store, 'incident', { ...jsonCodec<Incident>(), random });
  }

  /** @throws DomainError NOT_FOUND SCENE_NOT_FOUND */
  scene(id: string): Promise<Entity<Scene>> {
    return this.#scenes.require(ref(id));
  }

  find(id: string): Promise<Entity<Scene> | undefined> {
    return this.#scenes.get(ref(id));
  }

  /** Those of the ids that are there. */
  scenes(ids: Iterable<string>): Promise<readonly Entity<Scene>[]> {
    return this.#scenes.getMany([...new Set(ids)].map(ref));
  }

  /** @throws DomainError NOT_FOUND INCIDENT_NOT_FOUND */
  async incident(id: string): Promise<Incident> {
    return (await this.#incidents.require(ref(id))).value;
  }

  /** All scenes of a place, by id. */
  async at(locationId: string): Promise<readonly Entity<Scene>[]> {
    return this.scenes(await this.#shard.rangeByName(at(locationId), { limit: MAX_SCENES }));
  }

  /** All scenes of an incident, by id. */
  async ofIncident(incidentId: string): Promise<readonly Entity<Scene>[]> {
    return this.scenes(await this.#shard.rangeByName(of(incidentId), { limit: MAX_SCENES }));
  }

  /** The scene a clue belongs to. @throws DomainError NOT_FOUND CLUE_NOT_FOUND */
  async ofClue(clueId: string): Promise<Entity<Scene>> {
    const sceneId = await this.#shard.holderOf('clue', clueId);
    if (sceneId === undefined) throw notFound('clue', clueId);
    return this.scene(sceneId);
  }

  /** A page of scenes, by id. */
  async list(locationId: string | undefined, page: Page): Promise<PageOf<Entity<Scene>>> {
    const ids = await this.#shard.rangeByName(locationId === undefined ? SCENES : at(locationId), {
      ...(page.after !== undefined && { after: page.after }),
      limit: page.size + 1,
    });
    const { rows, nextPageToken } = cutPage(ids, page, (id) => id);
    return { rows: [...(await this.scenes(rows))], nextPageToken };
  }

  /** Writes a scene; a new one is a draft, a published one must stay solvable. @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_SCENES */
  async put(id: string, text: SceneText, expectedVersion?: bigint): Promise<Entity<Scene>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#scenes.upsert(
      ref(id),
      async (current) => {
        if (current === undefined) await this.#checkRoom();
        const { status, publishedGms } = current?.value ?? { status: 'DRAFT' as const, publishedGms: 0 };
        const scene = { ...text, status, publishedGms };
        if (status === 'PUBLISHED') await this.#checkIncident(id, scene);
        return { value: scene, ...kept(id, scene, current?.value) };
      },
      options,
    );
  }

  /** @throws DomainError FAILED_PRECONDITION ILLEGAL_TRANSITION, UNSOLVABLE */
  async publish(id: string, gms: number, expectedVersion: bigint | undefined): Promise<Entity<Scene>> {
    return this.#turn(id, 'publish', expectedVersion, async (scene) => {
      await this.#checkIncident(id, scene);
      return { ...scene, publishedGms: gms };
    });
  }

  /** @throws DomainError FAILED_PRECONDITION ILLEGAL_TRANSITION */
  retire(id: string, expectedVersion: bigint | undefined): Promise<Entity<Scene>> {
    return this.#turn(id, 'retire', expectedVersion, (scene) => Promise.resolve(scene));
  }

  /** Writes a scene as published, whatever there was; for those that ship with the service, checked together beforehand. */
  putShipped(id: string, text: SceneText, publishedGms: number): Promise<Entity<Scene>> {
    return this.#scenes.upsert(ref(id), (current) => {
      const scene: Scene = { ...text, status: 'PUBLISHED', publishedGms: current?.value.publishedGms ?? publishedGms };
      return { value: scene, ...kept(id, scene, current?.value) };
    });
  }

  async putIncident(id: string, incident: Incident): Promise<void> {
    await this.#incidents.upsert(ref(id), () => ({ value: incident }));
  }

  async #turn(
    id: string,
    event: 'publish' | 'retire',
    expectedVersion: bigint | undefined,
    change: (scene: Scene) => Promise<Scene>,
  ): Promise<Entity<Scene>> {
    const options = expectedVersion === undefined ? {} : { expectedVersion };
    return this.#scenes.update(
      ref(id),
      async ({ value: scene }) => {
        const status = transition(scene.status, event);
        if (status === undefined) {
          const message = `a scene that is ${scene.status} cannot ${event}`;
          throw failedPrecondition('ILLEGAL_TRANSITION', message, { status: scene.status });
        }
        return { value: { ...(await change(scene)), status } };
      },
      options,
    );
  }

  async #checkIncident(id: string, scene: SceneText): Promise<void> {
    if (scene.incidentId === '') return;
    const incident = await this.incident(scene.incidentId);
    checkImplications(incident, scene);
    const others = (await this.ofIncident(scene.incidentId)).filter(
      (each) => each.id !== id && each.value.status === 'PUBLISHED',
    );
    checkSolvable(scene.incidentId, incident, [...others.map(({ value }) => value), scene]);
  }

  async #checkRoom(): Promise<void> {
    if ((await this.#shard.count(SCENES)) < MAX_SCENES) return;
    const rule = `there are at most ${MAX_SCENES} scenes`;
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_SCENES', rule, { retryable: false });
  }
}

/** Where a scene can be found from now on, and no longer. */
function kept(
  id: string,
  scene: Scene,
  before: Scene | undefined,
): {
  readonly indexes: readonly IndexChange[];
  readonly claims: readonly NameClaim[];
  readonly releases: readonly NameClaim[];
} {
  const shelves = (each: Scene): readonly string[] => [
    SCENES,
    at(each.locationId),
    ...(each.incidentId === '' ? [] : [of(each.incidentId)]),
  ];
  const now = shelves(scene);
  const gone = before === undefined ? [] : shelves(before).filter((index) => !now.includes(index));
  const claim = (name: string): NameClaim => ({ space: 'clue', name, owner: id });
  const clueIds = scene.clues.map((clue) => clue.id);
  return {
    indexes: [
      ...gone.map((index) => ({ op: 'remove', index, member: id }) as const),
      ...now.map((index) => ({ op: 'set', index, member: id, score: 0 }) as const),
    ],
    claims: clueIds.map(claim),
    releases: (before?.clues ?? [])
      .map((clue) => clue.id)
      .filter((each) => !clueIds.includes(each))
      .map(claim),
  };
}
