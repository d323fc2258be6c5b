import { notFound } from '@bodybroker/domain';
import type { Hold } from '../domain/hold.js';
import type { Deps } from '../deps.js';
import type { Posted } from './answered-before.js';

/** @throws DomainError NOT_FOUND HOLD_NOT_FOUND */
export function existingHold(hold: Hold | undefined, id: string): Hold {
  if (hold === undefined) throw notFound('hold', id);
  return hold;
}

/** The hold as a post has left it. @throws DomainError NOT_FOUND HOLD_NOT_FOUND */
export function postedHold(posted: Posted, id: string): Hold {
  return existingHold(posted.status === 'unchanged' ? posted.view.hold : posted.stored.record.hold, id);
}

/** A hold as it is now. @throws DomainError NOT_FOUND HOLD_NOT_FOUND */
export async function currentHold(
  { accounts, projection }: Pick<Deps, 'accounts' | 'projection'>,
  account: string,
  id: string,
): Promise<Hold> {
  return existingHold(await accounts.seek(account, () => projection.hold(id)), id);
}
