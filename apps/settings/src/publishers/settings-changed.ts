import { SettingsChanged } from '@bodybroker/contracts-settings';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { LayerId } from '../storage/player-layers.js';

/** Which settings a player has changed; committed with the change. */
export function settingsChanged(id: LayerId, keys: readonly string[], version: bigint, clock: Clock): OutboxEvent {
  return createEvent(
    SettingsChanged,
    { ...id, keys: [...keys] },
    {
      source: 'settings',
      clock,
      playerId: id.playerId,
      entityId: id.deviceId === '' ? id.playerId : `${id.playerId}:${id.deviceId}`,
      entityVersion: version,
    },
  );
}
