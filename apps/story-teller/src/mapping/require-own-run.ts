import { DomainError } from '@bodybroker/domain';
import type { CallContext } from '@bodybroker/nats-sdk';
import { ownerOfRun } from '../domain/beat-run.js';

/**
 * Whose run it is. A player asks for what is theirs only; services and admins for anybody's.
 * @throws DomainError NOT_FOUND BEAT_RUN_NOT_FOUND for what is no run's id; PERMISSION_DENIED NOT_YOUR_BEAT
 */
export function requireOwnRun(
  runId: string,
  { actor }: Pick<CallContext, 'actor'>,
): { readonly playerId: string; readonly worldId: string } {
  const owner = ownerOfRun(runId);
  if (actor.kind !== 'player' || actor.id === owner.playerId) return owner;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_BEAT', 'the beat is of another player', {
    details: { field: 'beat_run_id' },
  });
}
