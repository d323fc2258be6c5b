import type { Deps, SettingsHandler } from '../deps.js';
import { toJsonValue } from '@bodybroker/service-kit';
import { toPlayerSettings } from '../mapping/to-player-settings.js';
import { ALL_WORLDS } from '../storage/shared-values.js';
import { changeLayer } from './change-layer.js';
import { checkChange } from './check-change.js';
import { readSettings } from './read-settings.js';

export function updateSettings(deps: Deps): SettingsHandler<'updateSettings'> {
  return async ({ playerId, deviceId, changes, expectedVersion }, context) => {
    const global = await deps.shared.of(ALL_WORLDS);
    const checked = Object.entries(changes).map(([key, value]) => {
      const json = toJsonValue(value, `changes.${key}`);
      return [key, checkChange(deps, { key, value: json, global, actor: context.actor, deviceId })] as const;
    });
    const id = { playerId, deviceId };
    await changeLayer(deps, id, new Map(checked), expectedVersion);
    return toPlayerSettings(playerId, await readSettings(deps, id, context.worldId));
  };
}
