import {
  HarvestPartRequest,
  Part,
  Source,
  SourceKind,
  type IBodyBrokerIntegrationService,
} from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName, markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { SOURCE_KINDS } from '../domain/part.js';
import { harvest } from '../flows/harvest.js';

/** Takes one part from a body; a repeat with the same idempotency key takes no second one. */
export const harvestPart =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'harvestPart'> =>
  async (request, context) => {
    const { playerId, partType, tool, skill } = request;
    const { kind, entityId } = request.source ?? Source.create();
    const { response, isReplay } = await harvest(deps, {
      playerId,
      askingPlayerId: context.actor.kind === 'player' ? context.actor.id : undefined,
      worldId: context.worldId,
      sourceKind: enumName(SourceKind, kind, SOURCE_KINDS, 'source.kind'),
      sourceId: entityId,
      partType,
      tool,
      skill,
      receipt: receiptOf(context, HarvestPartRequest.toBinary(request)),
    });
    if (isReplay) markReplay(context);
    return Part.fromBinary(response);
  };
