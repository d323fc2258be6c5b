import { AccountBanned, AccountDeleted, AccountRegistered } from '@bodybroker/contracts-auth';
import type { OutboxEvent } from '@bodybroker/storage';
import type { Ban } from '../domain/account.js';
import { authEvent } from './auth-event.js';

export function accountRegistered(accountId: string, nowMs: number): OutboxEvent {
  return authEvent(AccountRegistered, { accountId }, { entityId: accountId, entityVersion: 1n, nowMs });
}

/** `version` is the account's, after the ban. */
export function accountBanned(accountId: string, ban: Ban, version: bigint): OutboxEvent {
  const untilMs = ban.untilMs === undefined ? {} : { untilMs: BigInt(ban.untilMs) };
  return authEvent(
    AccountBanned,
    { accountId, ...untilMs },
    { entityId: accountId, entityVersion: version, nowMs: ban.sinceMs },
  );
}

/** `version` is the account's, before it was deleted. */
export function accountDeleted(accountId: string, version: bigint, nowMs: number): OutboxEvent {
  return authEvent(AccountDeleted, { accountId }, { entityId: accountId, entityVersion: version, nowMs });
}
