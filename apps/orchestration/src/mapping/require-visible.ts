import { DomainError } from '@bodybroker/domain';
import type { CallContext } from '@bodybroker/nats-sdk';
import type { Execution } from '../domain/execution.js';

/** Players see what runs for them. @throws DomainError PERMISSION_DENIED NOT_YOUR_PLAYER */
export function requireVisible({ actor }: Pick<CallContext, 'actor'>, { playerId }: Execution): void {
  if (actor.kind !== 'player' || actor.id === playerId) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', 'the execution is not yours');
}
