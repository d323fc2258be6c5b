import type { OrchestrationServiceClient, WorkflowDefinition } from '@bodybroker/contracts-orchestration';
import type { JsonObject } from '@bodybroker/domain';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import { fromJsonObject } from '@bodybroker/service-kit';
import { clientAccount } from '../domain/client.js';
import type { Contract } from '../domain/contract.js';
import type { Purchase } from '../storage/purchases.js';

type Orchestration = Pick<Client<OrchestrationServiceClient>, 'startWorkflow' | 'upsertWorkflowDefinition'>;

/** A delivery as it was begun. */
export type Delivery = Pick<Contract, 'settlementId' | 'playerId' | 'npcId' | 'partIds' | 'price'>;

/** How long a start is waited for; what is not started in time is started later. */
const TIMEOUT_MS = 2000;

/** The workflows this service has orchestration run. Starting one again is the same execution. All throw RpcError when it does not answer. */
export class Workflows {
  readonly #orchestration: Orchestration;

  constructor(orchestration: Orchestration) {
    this.#orchestration = orchestration;
  }

  define(definition: WorkflowDefinition): Promise<unknown> {
    return this.#orchestration.upsertWorkflowDefinition({ definition });
  }

  /** Settles or undoes the delivery in progress. Answers the execution's id. */
  settle(contractId: string, delivery: Delivery): Promise<string> {
    const { settlementId, playerId, npcId, partIds, price } = delivery;
    return this.#start('contract_settlement', settlementId, delivery, {
      contract_id: contractId,
      settlement_id: settlementId,
      player_id: playerId,
      client_npc_id: npcId,
      client_account: clientAccount(npcId),
      part_ids: [...partIds],
      price: String(price),
    });
  }

  /** Has an accepted contract whose deadline is past broken. */
  breach(contractId: string, contract: Contract): Promise<string> {
    const { playerId, npcId } = contract;
    const input = { contract_id: contractId, player_id: playerId, client_npc_id: npcId };
    return this.#start('contract_breach', `breach.${contractId}`, contract, input);
  }

  /** Hands over what was bought, or pays it back. */
  fulfil(purchaseId: string, purchase: Purchase): Promise<string> {
    const { intentId, playerId, productId, items } = purchase;
    return this.#start('purchase_fulfilment', `purchase.${purchaseId}`, purchase, {
      purchase_id: purchaseId,
      intent_id: intentId,
      player_id: playerId,
      product_id: productId,
      items: items.map(({ itemId, count }) => ({ item_id: itemId, count: String(count) })),
    });
  }

  async #start(
    definitionId: string,
    workflowId: string,
    { playerId }: { readonly playerId: string },
    input: JsonObject,
  ): Promise<string> {
    const request = { definitionId, workflowId, playerId, input: fromJsonObject(input) };
    try {
      const { id } = await this.#orchestration.startWorkflow(request, {
        idempotencyKey: workflowId,
        timeoutMs: TIMEOUT_MS,
      });
      return id;
    } catch (error) {
      // Under way already, begun under another key: by an operator, say.
      const live = isRpcError(error) && error.reason === 'WORKFLOW_LIVE' ? error.details['execution_id'] : undefined;
      if (live === undefined) throw error;
      return live;
    }
  }
}
