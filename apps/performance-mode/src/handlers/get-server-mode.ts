import type { Deps, ModeHandler } from '../deps.js';
import { toServerMode } from '../mapping/to-server-mode.js';

export function getServerMode({ serverModes }: Deps): ModeHandler<'getServerMode'> {
  return async () => toServerMode(await serverModes.get());
}
