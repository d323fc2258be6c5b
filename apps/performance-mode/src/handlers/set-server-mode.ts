import { ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, ModeHandler } from '../deps.js';
import { SERVER_MODES, setByHand } from '../domain/server-mode.js';
import { toServerMode } from '../mapping/to-server-mode.js';

export function setServerMode({ serverModes, clock }: Deps): ModeHandler<'setServerMode'> {
  return async ({ mode, ttlMs, reason }) => {
    const name = enumName(ServerModeLevel, mode, SERVER_MODES, 'mode');
    const byHand = setByHand(name, { ttlMs: Number(ttlMs), reason, nowMs: clock.now() });
    return toServerMode(await serverModes.change(() => byHand));
  };
}
