import type { Deps, SettingsHandler } from '../deps.js';
import { writeBlob } from '../domain/settings-blob.js';

export function exportSettings({ layers }: Deps): SettingsHandler<'exportSettings'> {
  return async ({ playerId }) => ({ blob: writeBlob((await layers.get({ playerId, deviceId: '' })).values) });
}
