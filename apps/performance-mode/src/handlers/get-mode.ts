import type { Deps, ModeHandler } from '../deps.js';
import { readMode } from './read-mode.js';

export function getMode(deps: Deps): ModeHandler<'getMode'> {
  return ({ playerId, deviceId }) => readMode(deps, { playerId, deviceId });
}
