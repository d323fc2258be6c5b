import { PreserveMethod, type IBodyBrokerIntegrationService } from '@bodybroker/contracts-body-broker-integration';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertHeld, partFreshness, preservedPart } from '../domain/part.js';
import { PRESERVE_METHODS } from '../domain/preserve-method.js';
import { assessPart } from '../flows/assess-parts.js';
import { whenToLook } from '../flows/when-to-look.js';
import { assertYours } from '../mapping/player-of.js';
import { toPart } from '../mapping/to-part.js';
import { partPreserved } from '../publishers/part-told.js';
import { gameDueAt } from '../storage/due.js';

/** Puts a part into something that slows its decay. */
export const preservePart =
  (deps: Deps): Handler<IBodyBrokerIntegrationService, 'preservePart'> =>
  async ({ partId, method: wanted, expectedVersion }, context) => {
    const { goods, parts, histories, clock } = deps;
    const method = enumName(PreserveMethod, wanted, PRESERVE_METHODS, 'method');
    const before = await parts.require(partId);
    assertYours(before.value.playerId, context);
    const { worldId, regionId } = before.value;
    const [{ gms }, history] = await Promise.all([assessPart(deps, before), histories.read(worldId, regionId)]);
    const change = (current: typeof before, version: bigint) => {
      assertHeld(partId, current.value);
      const value = preservedPart(current.value, goods, method, history, gms);
      const freshness = partFreshness(value, goods, history, gms);
      const moment = { part: { ...current, value, version }, freshness, gms, nowMs: clock.now() };
      const look = gameDueAt('part', partId, worldId, whenToLook(goods, value, history, gms));
      return { value, events: [partPreserved(moment, method)], indexes: value.isSpoiled ? [] : [look] };
    };
    const part = await parts.change(partId, change, expectedVersion);
    return toPart({ part, freshness: partFreshness(part.value, goods, history, gms), gms });
  };
