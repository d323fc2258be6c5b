import type { MetricSample } from './metric-sample.js';
import { AUTO, neighbour, profileOf, startingProfile, type Ladder, type Profile } from './profile.js';

export type ModeSource = 'AUTO' | 'MANUAL' | 'FORCED';

/** The profile a device plays in, and what has been seen of it since. */
export interface DeviceMode {
  readonly profileId: string;
  readonly source: ModeSource;
  /** What the player chose; what FORCED goes back to. Undefined: AUTO. */
  readonly chosen?: string;
  /** Unix milliseconds. */
  readonly sinceMs: number;
  /** AUTO changes nothing before this. */
  readonly nextChangeMs: number;
  readonly reason: string;
  /** Samples in a row that were too slow. */
  readonly slowInRow: number;
  /** Since when every sample was fast and cool; absent: the last was not. */
  readonly fastSinceMs?: number;
  /** How long it must be fast before the next step up. */
  readonly upAfterMs: number;
  /** When AUTO last stepped up; absent: its last step was down. */
  readonly steppedUpMs?: number;
}

/** A change, to be told of. */
export interface ModeStep {
  readonly from: string;
  readonly to: string;
  readonly source: ModeSource;
  readonly atMs: number;
  readonly reason: string;
}

const SLOW = 0.8;
const FAST = 1.15;
const SLOW_IN_ROW = 3;
/** After any change AUTO waits: what is measured right then is the change itself (Unity's Adaptive Performance does). */
export const SETTLE_MS = 30_000;
const UP_AFTER_MS = 60_000;
const MAX_UP_AFTER_MS = 16 * 60_000;
/** A step up that is undone so soon was a mistake. */
const REGRET_MS = 2 * 60_000;

/** How a device starts. @param wanted a profile the player has chosen elsewhere, or AUTO */
export function startMode(ladder: Ladder, wanted: string, nowMs: number): DeviceMode {
  const chosen = ladder.find(({ profileId }) => profileId === wanted)?.profileId;
  return {
    profileId: chosen ?? startingProfile(ladder).profileId,
    source: chosen === undefined ? 'AUTO' : 'MANUAL',
    ...(chosen === undefined ? {} : { chosen }),
    sinceMs: nowMs,
    nextChangeMs: nowMs,
    reason: chosen === undefined ? 'where every device starts' : 'chosen in the settings',
    slowInRow: 0,
    upAfterMs: UP_AFTER_MS,
  };
}

/** The player's choice: a profile's id, or AUTO to leave it to us again, from where the device is. */
export function chooseMode(mode: DeviceMode, ladder: Ladder, wanted: string, nowMs: number): DeviceMode {
  const { chosen: _, fastSinceMs: __, steppedUpMs: ___, ...rest } = mode;
  const fresh = { ...rest, sinceMs: nowMs, nextChangeMs: nowMs + SETTLE_MS, slowInRow: 0, upAfterMs: UP_AFTER_MS };
  if (wanted === AUTO) return { ...fresh, source: 'AUTO', reason: 'left to the measurements' };
  const { profileId } = profileOf(ladder, wanted);
  return { ...fresh, profileId, chosen: profileId, source: 'MANUAL', reason: 'chosen by hand' };
}

/** Takes a sample in; at most one step of the ladder, but to its bottom when the device is about to melt. */
export function measured(mode: DeviceMode, ladder: Ladder, sample: MetricSample): DeviceMode {
  const seen = observe(mode, ladder, sample);
  const { atMs, thermal } = sample;
  if (thermal === 'CRITICAL') return cooled(seen, ladder[0], atMs);
  if (mode.source === 'FORCED') return releasedIfCool(seen, ladder, sample);
  if (mode.source === 'MANUAL' || atMs < mode.nextChangeMs) return seen;
  if (thermal === 'SERIOUS') return steppedDown(seen, ladder, atMs, 'it runs hot');
  if (seen.slowInRow >= SLOW_IN_ROW) return steppedDown(seen, ladder, atMs, 'too slow three times in a row');
  if (seen.fastSinceMs === undefined || atMs - seen.fastSinceMs < seen.upAfterMs) return seen;
  return steppedUp(seen, ladder, atMs);
}

/** What AUTO would have the device in, and why. */
export function recommendation(
  mode: DeviceMode,
  ladder: Ladder,
): { readonly profileId: string; readonly reason: string } {
  if (mode.slowInRow >= SLOW_IN_ROW) {
    return { profileId: neighbour(ladder, mode.profileId, 'down').profileId, reason: 'too slow three times in a row' };
  }
  return {
    profileId: mode.profileId,
    reason: mode.source === 'AUTO' ? mode.reason : 'it keeps up with what was chosen',
  };
}

/** The step between two modes, if there was one. */
export function stepBetween(before: DeviceMode, after: DeviceMode): ModeStep | undefined {
  if (before.profileId === after.profileId && before.source === after.source) return undefined;
  const { profileId: to, source, sinceMs: atMs, reason } = after;
  return { from: before.profileId, to, source, atMs, reason };
}

function observe(mode: DeviceMode, ladder: Ladder, { atMs, fpsP5, thermal }: MetricSample): DeviceMode {
  const { targetFps } = ladder.find(({ profileId }) => profileId === mode.profileId) ?? ladder[0];
  const isFast = fpsP5 > FAST * targetFps && thermal === 'NOMINAL';
  const { fastSinceMs, ...rest } = mode;
  return {
    ...rest,
    slowInRow: fpsP5 < SLOW * targetFps ? mode.slowInRow + 1 : 0,
    ...(isFast ? { fastSinceMs: fastSinceMs ?? atMs } : {}),
  };
}

function cooled(mode: DeviceMode, lowest: Profile, atMs: number): DeviceMode {
  const source = mode.chosen === undefined ? 'AUTO' : 'FORCED';
  if (mode.profileId === lowest.profileId && mode.source === source) {
    return { ...mode, nextChangeMs: atMs + SETTLE_MS };
  }
  return moved({ ...mode, source }, lowest, atMs, 'it is about to overheat');
}

function releasedIfCool(mode: DeviceMode, ladder: Ladder, { atMs, thermal }: MetricSample): DeviceMode {
  const chosen = ladder.find(({ profileId }) => profileId === mode.chosen);
  if (thermal !== 'NOMINAL' || atMs < mode.nextChangeMs || chosen === undefined) return mode;
  return moved({ ...mode, source: 'MANUAL' }, chosen, atMs, 'it has cooled down');
}

function steppedDown(mode: DeviceMode, ladder: Ladder, atMs: number, reason: string): DeviceMode {
  const lower = neighbour(ladder, mode.profileId, 'down');
  if (lower.profileId === mode.profileId) return mode;
  const { steppedUpMs, ...rest } = mode;
  const isRegretted = steppedUpMs !== undefined && atMs - steppedUpMs < REGRET_MS;
  const upAfterMs = isRegretted ? Math.min(mode.upAfterMs * 2, MAX_UP_AFTER_MS) : mode.upAfterMs;
  return moved({ ...rest, upAfterMs }, lower, atMs, reason);
}

function steppedUp(mode: DeviceMode, ladder: Ladder, atMs: number): DeviceMode {
  const higher = neighbour(ladder, mode.profileId, 'up');
  if (higher.profileId === mode.profileId) return mode;
  return { ...moved(mode, higher, atMs, 'fast and cool for long enough'), steppedUpMs: atMs };
}

function moved(mode: DeviceMode, { profileId }: Profile, atMs: number, reason: string): DeviceMode {
  const { fastSinceMs: _, ...rest } = mode;
  return { ...rest, profileId, sinceMs: atMs, nextChangeMs: atMs + SETTLE_MS, reason, slowInRow: 0 };
}
