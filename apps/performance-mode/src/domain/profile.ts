import { DomainError, invalidArgument, notFound } from '@bodybroker/domain';

/** A capability of the client and the versions of it that will do. */
export interface CapabilityRange {
  readonly name: string;
  /** A semver range. */
  readonly range: string;
}

/** A level of quality. */
export interface Profile {
  readonly profileId: string;
  /** Higher looks better; each rank once. */
  readonly rank: number;
  readonly scalers: Readonly<Record<string, number>>;
  /** Frames per second. */
  readonly targetFps: number;
  readonly requires: readonly CapabilityRange[];
}

/** Profiles by rank, lowest first; at least one. */
export type Ladder = readonly [Profile, ...Profile[]];

export const MAX_PROFILES = 20;

/** The profile chosen by nobody. */
export const AUTO = 'AUTO';

/** @throws DomainError when the profiles cannot stand together */
export function ladderOf(profiles: readonly Profile[]): Ladder {
  const [first, ...rest] = [...profiles].sort((a, b) => a.rank - b.rank);
  if (first === undefined) throw invalidArgument('profile', 'there must be one at least');
  const ranks = new Set(profiles.map(({ rank }) => rank));
  if (ranks.size < profiles.length) throw invalidArgument('profile.rank', 'is another profile’s');
  if (profiles.length > MAX_PROFILES) {
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_PROFILES', `there are ${MAX_PROFILES} profiles already`, {
      retryable: false,
    });
  }
  return [first, ...rest];
}

/** @throws DomainError NOT_FOUND PROFILE_NOT_FOUND */
export function profileOf(ladder: Ladder, profileId: string): Profile {
  const profile = ladder.find((each) => each.profileId === profileId);
  if (profile === undefined) throw notFound('profile', profileId);
  return profile;
}

/** The profile a device starts with: the middle of the ladder, rather the lower one. */
export function startingProfile(ladder: Ladder): Profile {
  return ladder[Math.floor((ladder.length - 1) / 2)] ?? ladder[0];
}

/** The next profile up or down; the same at the end of the ladder. One that has left the ladder goes to the lowest. */
export function neighbour(ladder: Ladder, profileId: string, direction: 'up' | 'down'): Profile {
  const at = ladder.findIndex((each) => each.profileId === profileId);
  return ladder[direction === 'up' ? at + 1 : at - 1] ?? ladder[at] ?? ladder[0];
}
