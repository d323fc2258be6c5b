import type { Deps, SettingsHandler } from '../deps.js';
import { toPlayerSettings } from '../mapping/to-player-settings.js';
import { definitionOf, readSettings } from './read-settings.js';

export function getSettings(deps: Deps): SettingsHandler<'getSettings'> {
  return async ({ playerId, deviceId, keys, category }, context) => {
    const asked = new Set(keys.map((key) => definitionOf(deps, key).key));
    const read = await readSettings(
      deps,
      { playerId, deviceId },
      context.worldId,
      (definition) =>
        (asked.size === 0 || asked.has(definition.key)) && (category === '' || definition.category === category),
    );
    return toPlayerSettings(playerId, read);
  };
}
