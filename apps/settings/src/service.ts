import { SettingsService, contract, type ISettingsService } from '@bodybroker/contracts-settings';
import { RecordBucket } from '@bodybroker/nats-sdk';
import { defineService, followRecords, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadDefinitions, loadFlags } from './content/load-content.js';
import type { Deps } from './deps.js';
import type { Flag } from './domain/flag.js';
import type { SettingDefinition } from './domain/setting-definition.js';
import { defineSetting } from './handlers/define-setting.js';
import { evaluateFlag } from './handlers/evaluate-flag.js';
import { evaluateFlags } from './handlers/evaluate-flags.js';
import { exportSettings } from './handlers/export-settings.js';
import { getFlag } from './handlers/get-flag.js';
import { getSettings } from './handlers/get-settings.js';
import { importSettings } from './handlers/import-settings.js';
import { listFlags } from './handlers/list-flags.js';
import { listSettingDefinitions } from './handlers/list-setting-definitions.js';
import { resetSettings } from './handlers/reset-settings.js';
import { setFlag } from './handlers/set-flag.js';
import { setGlobalSetting } from './handlers/set-global-setting.js';
import { setWorldSetting } from './handlers/set-world-setting.js';
import { updateSettings } from './handlers/update-settings.js';
import { watchSettings } from './handlers/watch-settings.js';
import { PlayerLayers } from './storage/player-layers.js';
import { SharedValues } from './storage/shared-values.js';
import { onAccountDeleted } from './subscribers/on-account-deleted.js';

/** Typed settings in layers, and feature flags with targeting. */
export const service = defineService({
  name: 'settings',
  contract,
  config,
  build: ({ connection, store, events, content, clock, random, logger }) => {
    const onUnreadable = (key: string, error: unknown): void => logger.warn('a record cannot be read', { key, error });
    const deps: Deps = {
      definitions: new RecordBucket<SettingDefinition>(connection.keyValue('setting_defs'), { onUnreadable }),
      flags: new RecordBucket<Flag>(connection.keyValue('flags'), { onUnreadable }),
      layers: new PlayerLayers(store, random),
      shared: new SharedValues(store, random),
      log: connection.events,
      events,
      clock,
    };
    const followed = [
      followRecords('setting definitions', deps.definitions, loadDefinitions(content)),
      followRecords('flags', deps.flags, loadFlags(content)),
    ];
    return {
      implementations: [
        implement<ISettingsService>(SettingsService, {
          defineSetting: defineSetting(deps),
          listSettingDefinitions: listSettingDefinitions(deps),
          getSettings: getSettings(deps),
          updateSettings: updateSettings(deps),
          resetSettings: resetSettings(deps),
          setGlobalSetting: setGlobalSetting(deps),
          setWorldSetting: setWorldSetting(deps),
          exportSettings: exportSettings(deps),
          importSettings: importSettings(deps),
          setFlag: setFlag(deps),
          getFlag: getFlag(deps),
          listFlags: listFlags(deps),
          evaluateFlag: evaluateFlag(deps),
          evaluateFlags: evaluateFlags(deps),
          watchSettings: watchSettings(deps),
        }),
      ],
      subscribers: [onAccountDeleted(deps.layers)],
      workers: followed,
      healthChecks: followed,
    };
  },
});
