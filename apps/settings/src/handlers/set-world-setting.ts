import { Value } from '@bodybroker/contracts-common';
import { failedPrecondition } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { checkValue } from '../domain/setting-value.js';
import { jsonOf } from '../mapping/json-of.js';
import { definitionOf } from './read-settings.js';

export function setWorldSetting(deps: Deps): SettingsHandler<'setWorldSetting'> {
  return async ({ worldId, key, value: message, expectedVersion }) => {
    const definition = definitionOf(deps, key);
    if (definition.scope === 'GLOBAL') {
      throw failedPrecondition('SETTING_SCOPE', `${key} is set for all worlds at once`, { key, scope: 'GLOBAL' });
    }
    const value = checkValue(definition, jsonOf(message, 'value'));
    const { version } = await deps.shared.set(worldId, key, { value, locked: false }, expectedVersion);
    return { key, value: Value.fromJson(value as never), locked: false, worldId, version: BigInt(version) };
  };
}
