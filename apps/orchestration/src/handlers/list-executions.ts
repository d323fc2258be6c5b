import { ExecutionStatus, type IOrchestrationService } from '@bodybroker/contracts-orchestration';
import { DomainError, readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { EXECUTION_STATUSES } from '../domain/execution.js';
import { toExecution } from '../mapping/to-execution.js';

/** Executions, newest first; players see their own. */
export const listExecutions =
  ({ list }: Deps): Handler<IOrchestrationService, 'listExecutions'> =>
  async (request, { actor }) => {
    const { definitionId } = request;
    const playerId = request.playerId === '' && actor.kind === 'player' ? actor.id : request.playerId;
    if (actor.kind === 'player' && playerId !== actor.id) {
      throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', 'players see their own executions only');
    }
    const statuses = request.statuses.map((status) =>
      enumName(ExecutionStatus, status, EXECUTION_STATUSES, 'statuses'),
    );
    const page = readPage(request, [definitionId, playerId, ...statuses]);
    const { executions, nextPageToken } = await list.page({ statuses, definitionId, playerId }, page);
    return { executions: executions.map(toExecution), nextPageToken };
  };
