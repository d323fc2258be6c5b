import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { ServerMode } from '../domain/server-mode.js';

/** The servers spare themselves more, or less; committed with it. */
export function serverModeChanged(before: ServerMode, after: ServerMode, version: bigint, clock: Clock): OutboxEvent {
  return createEvent(
    ServerModeChanged,
    { mode: ServerModeLevel[after.mode], from: ServerModeLevel[before.mode], reasons: [...after.reasons] },
    { source: 'performance-mode', clock, entityId: 'server', entityVersion: version },
  );
}
