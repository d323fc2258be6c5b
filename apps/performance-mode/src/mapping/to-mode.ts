import { ModeSource, type Mode, type ModeChange } from '@bodybroker/contracts-performance-mode';
import type { DeviceMode, ModeStep } from '../domain/device-mode.js';
import type { Ladder } from '../domain/profile.js';
import type { DeviceId } from '../storage/device-modes.js';

export function toMode(id: DeviceId, mode: DeviceMode, version: bigint, ladder: Ladder): Mode {
  const profile = ladder.find(({ profileId }) => profileId === mode.profileId) ?? ladder[0];
  return {
    ...id,
    profileId: profile.profileId,
    source: ModeSource[mode.source],
    scalers: { ...profile.scalers },
    sinceMs: BigInt(mode.sinceMs),
    nextChangeMs: BigInt(mode.nextChangeMs),
    version,
    reasons: [mode.reason],
  };
}

export function toModeChange({ from, to, source, atMs, reason }: ModeStep): ModeChange {
  return { fromProfileId: from, toProfileId: to, source: ModeSource[source], atMs: BigInt(atMs), reason };
}
