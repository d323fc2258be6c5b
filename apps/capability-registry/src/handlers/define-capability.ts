import { CapabilityDefinition, type ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { definitionMessage, toDefinition } from '../mapping/to-definition.js';

/** Defines a capability, new or not. */
export const defineCapability =
  ({ definitions, versions }: Deps): Handler<ICapabilityRegistryService, 'defineCapability'> =>
  async (request) => {
    const definition = toDefinition(request.definition ?? CapabilityDefinition.create(), versions);
    return definitionMessage(await definitions.define(definition, request.expectedVersion));
  };
