import type { Profile as ProfileMessage } from '@bodybroker/contracts-performance-mode';
import { versionConflict } from '@bodybroker/domain';
import type { Deps, ModeHandler } from '../deps.js';
import { toProfile, toProfileMessage } from '../mapping/to-profile.js';

export function upsertProfile({ profiles }: Deps): ModeHandler<'upsertProfile'> {
  return async ({ profile: message, expectedVersion }) => {
    const profile = toProfile(message as ProfileMessage);
    const set = await profiles.set(profile, (version) => {
      if (expectedVersion !== undefined && expectedVersion !== BigInt(version)) {
        throw versionConflict(`profile ${profile.profileId}`, BigInt(version));
      }
    });
    return toProfileMessage(set);
  };
}
