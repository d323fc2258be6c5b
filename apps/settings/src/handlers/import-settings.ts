import { isDomainError, type JsonValue } from '@bodybroker/domain';
import type { RejectedSetting } from '@bodybroker/contracts-settings';
import type { Deps, SettingsHandler } from '../deps.js';
import { readBlob } from '../domain/settings-blob.js';
import { ALL_WORLDS } from '../storage/shared-values.js';
import { changeLayer } from './change-layer.js';
import { checkChange } from './check-change.js';

export function importSettings(deps: Deps): SettingsHandler<'importSettings'> {
  return async ({ playerId, blob, dryRun }, { actor }) => {
    const id = { playerId, deviceId: '' };
    const global = await deps.shared.of(ALL_WORLDS);
    const applied = new Map<string, JsonValue>();
    const rejected: RejectedSetting[] = [];
    for (const [key, value] of readBlob(blob)) {
      try {
        applied.set(key, checkChange(deps, { key, value, global, actor, deviceId: '' }));
      } catch (error) {
        if (!isDomainError(error)) throw error;
        rejected.push({ key, reason: error.reason });
      }
    }
    if (!dryRun && applied.size > 0) await changeLayer(deps, id, applied);
    return { applied: [...applied.keys()], rejected, version: (await deps.layers.get(id)).version };
  };
}
