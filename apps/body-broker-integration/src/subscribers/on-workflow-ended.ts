import { WorkflowCompensated, WorkflowCompleted, WorkflowStuck } from '@bodybroker/contracts-orchestration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import { contractOfDelivery } from '../domain/contract.js';
import { settleDelivery, undoDelivery } from '../flows/settle-contract.js';

/**
 * A second net under the settlement of contracts: what the workflow's own steps should have done is done, if it is not yet. A stuck one
 * is left to operators.
 */
export const onWorkflowEnded = (deps: Deps, logger: Logger): Subscriber =>
  subscriber<WorkflowCompleted | WorkflowCompensated | WorkflowStuck>({
    event: [WorkflowCompleted, WorkflowCompensated, WorkflowStuck],
    durable: 'body-broker-integration-workflows',
    filterSubject: 'sys.workflow.>',
    handle: async ({ definitionId, workflowId }, { event }) => {
      if (definitionId !== 'contract_settlement') return;
      const contractId = contractOfDelivery(workflowId);
      // Started by hand, with an id of its own: no contract waits for it.
      if (contractId === '') return;
      const { value: contract } = await deps.contracts.require(contractId);
      if (contract.status !== 'DELIVERING' || contract.settlementId !== workflowId) return;
      if (event.type.endsWith('.completed')) await settleDelivery(deps, contractId, workflowId);
      else if (event.type.endsWith('.compensated'))
        await undoDelivery(deps, contractId, workflowId, 'the delivery was undone');
      else logger.error('a settlement is stuck; its contract stays in delivery', { contractId, workflowId });
    },
  });
