import { failedPrecondition } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { checkValue } from '../domain/setting-value.js';
import { fromJsonValue, toJsonValue } from '@bodybroker/service-kit';
import { definitionOf } from './read-settings.js';

export function setWorldSetting(deps: Deps): SettingsHandler<'setWorldSetting'> {
  return async ({ worldId, key, value: message, expectedVersion }) => {
    const definition = definitionOf(deps, key);
    if (definition.scope === 'GLOBAL') {
      throw failedPrecondition('SETTING_SCOPE', `${key} is set for all worlds at once`, { key, scope: 'GLOBAL' });
    }
    const value = checkValue(definition, toJsonValue(message, 'value'));
    const { version } = await deps.shared.set(worldId, key, { value, locked: false }, expectedVersion);
    return { key, value: fromJsonValue(value), locked: false, worldId, version: BigInt(version) };
  };
}
