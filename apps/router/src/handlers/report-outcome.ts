import type { Deps, RouterHandler } from '../deps.js';
import { toInstanceState } from '../mapping/to-instance.js';
import { recordOutcome } from './record-outcome.js';

export function reportOutcome(deps: Deps): RouterHandler<'reportOutcome'> {
  return async ({ service, instanceId, ok, latencyMs }) => {
    const known = await recordOutcome(deps, { service, instanceId }, { ok, latencyMs });
    return toInstanceState(known, deps.outcomes.latencyMs(instanceId), deps.clock.now());
  };
}
