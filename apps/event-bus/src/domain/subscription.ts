import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { Caller } from './caller.js';
import type { AskedFilter, EventFilter } from './event-filter.js';

const DAY_MS = 86_400_000;
/** Without a pull for this long a subscription is paused. */
export const PAUSED_AFTER_MS = 3 * DAY_MS;
/** Without a pull for this long it is deleted: as long as GAME_EVENTS keeps its events. */
export const DELETED_AFTER_MS = 30 * DAY_MS;
/** Durable subscriptions of one caller. */
export const MAX_SUBSCRIPTIONS = 50;
export const DEFAULT_ACK_WAIT_MS = 30_000;
export const DEFAULT_MAX_DELIVER = 5;
/** The server keeps a consumer's notes, in which the filter is, up to 4 KiB; see nats-server's JSMaxDescriptionLen. */
const MAX_NOTES_BYTES = 4000;

/** What a durable's notes say of the subscription it serves. A type alias, so that it is a record of texts. */
export type SubscriptionNotes = {
  readonly owner: string;
  readonly name: string;
  readonly pattern: string;
  /** Absent: events of all players and of nobody. */
  readonly playerId?: string;
  /** Separated by commas. */
  readonly types: string;
};

export type IdleState = 'active' | 'paused' | 'deleted';

/** ACTIVE -> PAUSED -> DELETED by the time since the last pull; a pull leads back from PAUSED. */
export function idleState(idleMs: number): IdleState {
  if (idleMs >= DELETED_AFTER_MS) return 'deleted';
  return idleMs >= PAUSED_AFTER_MS ? 'paused' : 'active';
}

/** Who a subscription belongs to, as in its notes. */
export function ownerOf({ kind, id }: Caller): string {
  return `${kind}:${id}`;
}

/**
 * The durable of a subscription: `sub-<caller>-<name>`. What a durable's name cannot hold, or would make it ambiguous, is
 * written `_<hex>`; callers that are no services have their kind before the id.
 */
export function durableOf(caller: Caller, name: string): string {
  const whose = caller.kind === 'service' ? caller.id : ownerOf(caller);
  return `sub-${escaped(whose, /[^A-Za-z0-9]/gu)}-${escaped(name, /[^A-Za-z0-9-]/gu)}`;
}

/** @throws DomainError INVALID_ARGUMENT FILTER_TOO_LARGE when the server would not keep so much */
export function notesOf(caller: Caller, name: string, { pattern, playerId, types }: AskedFilter): SubscriptionNotes {
  const notes: SubscriptionNotes = {
    owner: ownerOf(caller),
    name,
    pattern,
    ...(playerId === undefined ? {} : { playerId }),
    types: types.join(','),
  };
  if (Buffer.byteLength(JSON.stringify(notes)) > MAX_NOTES_BYTES) {
    throw invalidArgument('filter.types', 'are too many for a durable subscription', 'FILTER_TOO_LARGE');
  }
  return notes;
}

/** The filter that notes tell; undefined when they are no subscription's. */
export function filterOfNotes(
  notes: Readonly<Record<string, string>> | undefined,
  stream: EventFilter['stream'],
): EventFilter | undefined {
  const { owner, name, pattern, playerId, types } = notes ?? {};
  if (owner === undefined || name === undefined || pattern === undefined) return undefined;
  return { pattern, playerId, types: types ? types.split(',') : [], stream, viewer: undefined };
}

/** @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_SUBSCRIPTIONS */
export function assertRoomFor(count: number): void {
  if (count < MAX_SUBSCRIPTIONS) return;
  const message = `a caller has at most ${MAX_SUBSCRIPTIONS} durable subscriptions`;
  throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_SUBSCRIPTIONS', message, { retryable: false });
}

function escaped(text: string, forbidden: RegExp): string {
  return text.replace(forbidden, (character) => `_${Buffer.from(character).toString('hex')}`);
}
