import type { Deps, SettingsHandler } from '../deps.js';
import { checkValue } from '../domain/setting-value.js';
import { fromJsonValue, toJsonValue } from '@bodybroker/service-kit';
import { ALL_WORLDS } from '../storage/shared-values.js';
import { definitionOf } from './read-settings.js';

export function setGlobalSetting(deps: Deps): SettingsHandler<'setGlobalSetting'> {
  return async ({ key, value: message, locked, expectedVersion }) => {
    const value = checkValue(definitionOf(deps, key), toJsonValue(message, 'value'));
    const { version } = await deps.shared.set(ALL_WORLDS, key, { value, locked }, expectedVersion);
    return { key, value: fromJsonValue(value), locked, worldId: '', version: BigInt(version) };
  };
}
