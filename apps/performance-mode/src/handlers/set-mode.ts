import { failedPrecondition } from '@bodybroker/domain';
import type { Deps, ModeHandler } from '../deps.js';
import { chooseMode, startMode, stepBetween } from '../domain/device-mode.js';
import { AUTO, profileOf } from '../domain/profile.js';
import { toMode } from '../mapping/to-mode.js';
import { modeChanged } from '../publishers/mode-changed.js';

export function setMode({ modes, profiles, facts, clock }: Deps): ModeHandler<'setMode'> {
  return async ({ playerId, deviceId, profileId, expectedVersion }) => {
    const id = { playerId, deviceId };
    const ladder = await profiles.ladder();
    if (profileId !== AUTO) {
      const missing = await facts.missing(id, profileOf(ladder, profileId));
      if (missing.length > 0) {
        const details = { profile_id: profileId, missing: missing.join(', ') };
        throw failedPrecondition('UNSUPPORTED_PROFILE', `the device lacks ${details.missing}`, details);
      }
    }
    const changed = await modes.change(
      id,
      expectedVersion,
      (current) => {
        const before = current ?? startMode(ladder, AUTO, clock.now());
        const mode = chooseMode(before, ladder, profileId, clock.now());
        const step = stepBetween(before, mode);
        return { mode, steps: step === undefined ? [] : [step] };
      },
      modeChanged(id, ladder, clock),
    );
    return toMode(id, changed.value, changed.version, ladder);
  };
}
