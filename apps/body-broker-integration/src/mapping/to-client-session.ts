import type { ClientSession as ClientSessionMessage } from '@bodybroker/contracts-body-broker-integration';
import type { Entity } from '@bodybroker/storage';
import type { ClientSession } from '../domain/client-session.js';

/** A session as it is at a moment: one whose time is over is not open, also when nobody has tidied it up yet. */
export function toClientSession({ id, version, value }: Entity<ClientSession>, nowMs: number): ClientSessionMessage {
  const { playerId, deviceId, build, platform, capabilities, openedMs, expiresMs, lastEventSequence } = value;
  return {
    sessionId: id,
    playerId,
    deviceId,
    client: { build, platform, capabilities: [...capabilities] },
    openedMs: BigInt(openedMs),
    expiresMs: BigInt(expiresMs),
    lastEventSequence: BigInt(lastEventSequence),
    open: value.isOpen && expiresMs > nowMs,
    version,
  };
}
