import { MoveMode, type MoveEntityRequest } from '@bodybroker/contracts-world-state';
import { RpcError, type Actor } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { MoveOrder } from '../domain/move-entity.js';

const MODES = ['STEP', 'TRAVEL', 'PLACE'] as const;

/**
 * What a request asks for.
 * @throws RpcError PERMISSION_DENIED MOVE_MODE when a player wants more than a step; DomainError ENUM_UNSPECIFIED
 */
export function moveOrder(request: MoveEntityRequest, actor: Actor): MoveOrder {
  const { entityId, toLocation: to, expectedVersion } = request;
  const mode = request.mode === MoveMode.UNSPECIFIED ? 'STEP' : enumName(MoveMode, request.mode, MODES, 'mode');
  if (actor.kind === 'player' && mode !== 'STEP') {
    throw new RpcError('PERMISSION_DENIED', 'MOVE_MODE', 'a player goes through one exit at a time', {
      details: { field: 'mode' },
    });
  }
  return { entityId, to, mode, expectedVersion, askingPlayerId: actor.kind === 'player' ? actor.id : undefined };
}
