import type { Deps, ModeHandler } from '../deps.js';
import { measured, recommendation, startMode, stepBetween, type DeviceMode } from '../domain/device-mode.js';
import { checkSamples } from '../domain/metric-sample.js';
import { toMode } from '../mapping/to-mode.js';
import { toSample } from '../mapping/to-samples.js';
import { modeChanged } from '../publishers/mode-changed.js';

export function reportMetrics({ modes, profiles, facts, clock }: Deps): ModeHandler<'reportMetrics'> {
  return async ({ playerId, deviceId, samples: messages }) => {
    const id = { playerId, deviceId };
    const nowMs = clock.now();
    const samples = checkSamples(
      messages.map((message) => toSample(message, nowMs)),
      nowMs,
    );
    await modes.countReport(id);
    const [ladder, known] = await Promise.all([profiles.ladder(), modes.get(id)]);
    const wanted = known === undefined ? await facts.wantedProfile(id) : '';
    const changed = await modes.change(
      id,
      undefined,
      (current) => {
        const states: DeviceMode[] = [current ?? startMode(ladder, wanted, nowMs)];
        for (const sample of samples) states.push(measured(states.at(-1) as DeviceMode, ladder, sample));
        const steps = states.flatMap((state, at) => stepBetween(states[at - 1] ?? state, state) ?? []);
        return { mode: states.at(-1) as DeviceMode, steps };
      },
      modeChanged(id, ladder, clock),
    );
    const { profileId, reason } = recommendation(changed.value, ladder);
    return {
      mode: toMode(id, changed.value, changed.version, ladder),
      recommendation: { profileId, reasons: [reason] },
    };
  };
}
