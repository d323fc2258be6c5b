import { ModeChanged } from '@bodybroker/contracts-performance-mode';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { Ladder } from '../domain/profile.js';
import { toMode } from '../mapping/to-mode.js';
import type { DeviceId, TellStep } from '../storage/device-modes.js';

/** A device plays in another mode; committed with it. */
export function modeChanged(id: DeviceId, ladder: Ladder, clock: Clock): TellStep {
  return (mode, { from }, version) =>
    createEvent(
      ModeChanged,
      { mode: toMode(id, mode, version, ladder), fromProfileId: from },
      {
        source: 'performance-mode',
        clock,
        playerId: id.playerId,
        entityId: `${id.playerId}:${id.deviceId}`,
        entityVersion: version,
      },
    );
}
