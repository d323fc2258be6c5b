import type { Deps, SettingsHandler } from '../deps.js';
import { toPlayerSettings } from '../mapping/to-player-settings.js';
import { changeLayer } from './change-layer.js';
import { definitionOf, readSettings } from './read-settings.js';

export function resetSettings(deps: Deps): SettingsHandler<'resetSettings'> {
  return async ({ playerId, deviceId, keys }, context) => {
    const id = { playerId, deviceId };
    await changeLayer(deps, id, new Map(keys.map((key) => [definitionOf(deps, key).key, undefined])));
    return toPlayerSettings(playerId, await readSettings(deps, id, context.worldId));
  };
}
