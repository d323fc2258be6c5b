import type { Deps, ModeHandler } from '../deps.js';
import { recommendation, startMode } from '../domain/device-mode.js';

export function getRecommendation({ modes, profiles, facts, clock }: Deps): ModeHandler<'getRecommendation'> {
  return async ({ playerId, deviceId }) => {
    const id = { playerId, deviceId };
    const [stored, ladder] = await Promise.all([modes.get(id), profiles.ladder()]);
    const mode = stored?.value ?? startMode(ladder, await facts.wantedProfile(id), clock.now());
    const { profileId, reason } = recommendation(mode, ladder);
    return { profileId, reasons: [reason] };
  };
}
