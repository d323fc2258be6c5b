import { ContractStatus, type IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { CONTRACT_STATUSES } from '../domain/contract.js';
import { toContract } from '../mapping/to-contract.js';

/** The contracts of a broker, newest first. */
export const listContracts =
  ({ contracts }: Deps): Handler<IBodyBrokerIntegrationService, 'listContracts'> =>
  async (request) => {
    const names = request.status.map((status) => enumName(ContractStatus, status, CONTRACT_STATUSES, 'status'));
    const page = readPage(request, [request.playerId, ...names]);
    const found = await contracts.list(request.playerId, new Set(names), page);
    return { contracts: found.contracts.map(toContract), nextPageToken: found.nextPageToken };
  };
