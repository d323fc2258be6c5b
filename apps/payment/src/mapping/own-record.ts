import { DomainError, notFound } from '@bodybroker/domain';
import type { Actor } from '@bodybroker/nats-sdk';
import { accountKind } from '../domain/account.js';
import { parseRecordId, type IdKind, type RecordPlace } from '../domain/record-id.js';

const TITLE: Readonly<Record<IdKind, string>> = { ent: 'entry', hld: 'hold', pi: 'payment intent', rfd: 'refund' };

/** Where the thing of an id began. @throws DomainError NOT_FOUND for what is no id */
export function placeOfId(kind: IdKind, id: string): RecordPlace {
  const place = parseRecordId(kind, id);
  if (place === undefined || accountKind(place.account) === undefined) throw notFound(TITLE[kind], id);
  return place;
}

/**
 * The account of a thing that a player may ask for when it is theirs.
 * @throws DomainError NOT_FOUND; PERMISSION_DENIED NOT_YOUR_PLAYER
 */
export function ownAccount(kind: IdKind, id: string, actor: Actor): string {
  const { account } = placeOfId(kind, id);
  if (actor.kind === 'player' && actor.id !== account) {
    throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', `the ${TITLE[kind]} is somebody else's`);
  }
  return account;
}
