import { DomainError } from '@bodybroker/domain';
import type { CallContext } from '@bodybroker/nats-sdk';

/** The account that asks, for methods that are about the caller itself. @throws DomainError PERMISSION_DENIED NOT_AN_ACCOUNT */
export function callingAccount({ actor }: Pick<CallContext, 'actor'>): string {
  if (actor.kind === 'player' || actor.kind === 'admin') return actor.id;
  throw new DomainError('PERMISSION_DENIED', 'NOT_AN_ACCOUNT', 'only an account can ask for this');
}
