import type { Profile as ProfileMessage } from '@bodybroker/contracts-performance-mode';
import type { Profile } from '../domain/profile.js';
import type { SetProfile } from '../storage/profiles.js';

export function toProfile({ profileId, rank, scalers, targetFps, requires }: ProfileMessage): Profile {
  return { profileId, rank, scalers, targetFps, requires };
}

export function toProfileMessage({ scalers, requires, version, ...profile }: SetProfile): ProfileMessage {
  return {
    ...profile,
    scalers: { ...scalers },
    requires: requires.map((range) => ({ ...range })),
    version: BigInt(version),
  };
}
