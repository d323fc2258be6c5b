import { EntityRepository, jsonCodec, type Store } from '@bodybroker/storage';
import { ladderOf, type Ladder, type Profile } from '../domain/profile.js';

/** A profile that was set, and its version. */
export interface SetProfile extends Profile {
  readonly version: number;
}

type ProfileBook = Readonly<Record<string, SetProfile>>;

const ALL = 'all';
/** How long a replica may go on with profiles that another has changed. */
const FRESH_MS = 5000;

/** The profiles: those that ship with the service, and those set since, which go before them. */
export class Profiles {
  readonly #book: EntityRepository<ProfileBook>;
  readonly #shipped: Ladder;
  readonly #clock: { now(): number };
  #cached: { readonly profiles: readonly SetProfile[]; readonly untilMs: number } | undefined;

  constructor(
    store: Store,
    options: { readonly shipped: Ladder; readonly random: () => number; readonly clock: { now(): number } },
  ) {
    this.#book = new EntityRepository<ProfileBook>(store, 'profiles', {
      ...jsonCodec<ProfileBook>(),
      random: options.random,
    });
    this.#shipped = options.shipped;
    this.#clock = options.clock;
  }

  /** By rank, with their versions: 0 for one that has never been set. */
  async list(): Promise<readonly SetProfile[]> {
    if (this.#cached !== undefined && this.#clock.now() < this.#cached.untilMs) return this.#cached.profiles;
    const profiles = this.#with((await this.#book.get(ALL))?.value ?? {});
    this.#cached = { profiles, untilMs: this.#clock.now() + FRESH_MS };
    return profiles;
  }

  async ladder(): Promise<Ladder> {
    return ladderOf(await this.list());
  }

  /** @param check refuses the version it is given by throwing */
  async set(profile: Profile, check: (currentVersion: number) => void): Promise<SetProfile> {
    const { value } = await this.#book.upsert(ALL, (current) => {
      const version = current?.value[profile.profileId]?.version ?? 0;
      check(version);
      const book = { ...current?.value, [profile.profileId]: { ...profile, version: version + 1 } };
      ladderOf(this.#with(book));
      return { value: book };
    });
    this.#cached = undefined;
    return value[profile.profileId] as SetProfile;
  }

  #with(book: ProfileBook): readonly SetProfile[] {
    const all = new Map(this.#shipped.map((profile) => [profile.profileId, { ...profile, version: 0 }]));
    for (const [id, profile] of Object.entries(book)) all.set(id, profile);
    return [...all.values()].sort((a, b) => a.rank - b.rank);
  }
}
