import { Value } from '@bodybroker/contracts-common';
import { SettingSource, type PlayerSettings } from '@bodybroker/contracts-settings';
import type { SettingInForce } from '../domain/settings-in-force.js';

export function toPlayerSettings(
  playerId: string,
  { settings, version }: { readonly settings: readonly SettingInForce[]; readonly version: bigint },
): PlayerSettings {
  return {
    playerId,
    values: settings.map(({ key, value, source, locked }) => ({
      key,
      value: Value.fromJson(value as never),
      source: SettingSource[source],
      locked,
    })),
    version,
  };
}
