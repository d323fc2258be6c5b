import type { Deps, ModeHandler } from '../deps.js';
import { toServerMode } from '../mapping/to-server-mode.js';

export function reportServiceLoad({ serverModes, clock }: Deps): ModeHandler<'reportServiceLoad'> {
  return async ({ service, p95Ms, queueDepth, errorRatio }) => {
    await serverModes.report({ service, p95Ms, queueDepth, errorRatio, atMs: clock.now() });
    return toServerMode(await serverModes.get());
  };
}
