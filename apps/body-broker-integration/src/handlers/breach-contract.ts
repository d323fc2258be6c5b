import type { IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { breachContract as breach } from '../flows/settle-contract.js';
import { toContract } from '../mapping/to-contract.js';

/** An accepted contract whose deadline is past is broken. */
export const breachContract =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'breachContract'> =>
  async ({ contractId }) =>
    toContract(await breach(deps, contractId));
