import type { Mode } from '@bodybroker/contracts-performance-mode';
import type { Deps } from '../deps.js';
import { startMode } from '../domain/device-mode.js';
import { toMode } from '../mapping/to-mode.js';
import type { DeviceId } from '../storage/device-modes.js';

/** The mode of a device; of one nobody has heard of, the one it would start with. */
export async function readMode({ modes, profiles, facts, clock }: Deps, id: DeviceId): Promise<Mode> {
  const [stored, ladder] = await Promise.all([modes.get(id), profiles.ladder()]);
  if (stored !== undefined) return toMode(id, stored.value, stored.version, ladder);
  return toMode(id, startMode(ladder, await facts.wantedProfile(id), clock.now()), 0n, ladder);
}
