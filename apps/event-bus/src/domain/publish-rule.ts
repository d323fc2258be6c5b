import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { Caller } from './caller.js';
import { NOBODY } from './event-filter.js';

/** Largest payload as it is stored, in bytes. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;
/** Below this players' clients may publish types that say so. */
export const CLIENT_PREFIX = 'game.client.';

/** What a publisher says of an event beside its payload. */
export interface Claimed {
  readonly playerId: string | undefined;
  /** Empty: none. */
  readonly eventId: string;
}

/**
 * Whose event it is: what the caller says, and a player's own whatever it leaves out.
 * @throws DomainError PERMISSION_DENIED NOT_CLIENT_PUBLISHABLE or NOT_YOUR_PLAYER; INVALID_ARGUMENT
 */
export function ownerOfEvent(
  caller: Caller,
  type: { readonly type: string; readonly clientPublishable: boolean },
  playerId: string | undefined,
): string | undefined {
  if (playerId === '' || playerId === NOBODY) {
    throw invalidArgument('event.player_id', 'must be a player’s id, or absent');
  }
  if (caller.kind !== 'player') return playerId;
  if (!type.clientPublishable) {
    throw denied('NOT_CLIENT_PUBLISHABLE', `a player cannot publish ${type.type}`, 'event.type');
  }
  if (playerId !== undefined && playerId !== caller.id) {
    throw denied('NOT_YOUR_PLAYER', 'a player publishes only what is theirs', 'event.player_id');
  }
  return caller.id;
}

/**
 * The id an event is stored under. Services name events as they like, so that an outbox and this service agree on them; a
 * player's ids are kept apart, for whoever could publish under another's id first would keep the other's event out.
 */
export function eventIdOf(
  caller: Caller,
  given: { readonly eventId: string; readonly idempotencyKey: string | undefined },
  newId: () => string,
): string {
  const { eventId, idempotencyKey } = given;
  const whose = `${caller.kind}:${caller.id}`;
  if (eventId !== '') return caller.kind === 'player' ? `${whose}:${eventId}` : eventId;
  return idempotencyKey === undefined ? newId() : `${whose}:key:${idempotencyKey}`;
}

/** Who stands as the publisher: a service itself, this one for people. */
export function sourceOf({ kind, id }: Caller): string {
  return kind === 'service' ? id : 'event-bus';
}

/** @throws DomainError INVALID_ARGUMENT PAYLOAD_TOO_LARGE */
export function assertPayloadSize(sizeBytes: number): void {
  if (sizeBytes <= MAX_PAYLOAD_BYTES) return;
  throw invalidArgument('event.payload', `must not be larger than ${MAX_PAYLOAD_BYTES} bytes`, 'PAYLOAD_TOO_LARGE');
}

function denied(reason: string, message: string, field: string): DomainError {
  return new DomainError('PERMISSION_DENIED', reason, message, { details: { field } });
}
