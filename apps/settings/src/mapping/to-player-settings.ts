import { SettingSource, type PlayerSettings } from '@bodybroker/contracts-settings';
import { fromJsonValue } from '@bodybroker/service-kit';
import type { SettingInForce } from '../domain/settings-in-force.js';

export function toPlayerSettings(
  playerId: string,
  { settings, version }: { readonly settings: readonly SettingInForce[]; readonly version: bigint },
): PlayerSettings {
  return {
    playerId,
    values: settings.map(({ key, value, source, locked }) => ({
      key,
      value: fromJsonValue(value),
      source: SettingSource[source],
      locked,
    })),
    version,
  };
}
