import { Part as PartMessage } from '@bodybroker/contracts-body-broker-integration';
import { failedPrecondition, isDomainError } from '@bodybroker/domain';
import type { ReceiptRef } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { gradeOfCut } from '../domain/grade.js';
import { assertRoom } from '../domain/inventory.js';
import { harvestedPart, type Part, type Provenance, type SourceKind } from '../domain/part.js';
import type { Take } from '../domain/source-organs.js';
import { NEW_STANDING, afterHarvest, assertCoolEnough, heatAt, type Standing } from '../domain/standing.js';
import { partTypeOf, toolFor } from '../domain/trade-goods.js';
import { toPart } from '../mapping/to-part.js';
import { tellInventory } from '../publishers/inventory-told.js';
import { partHarvested } from '../publishers/part-told.js';
import { uniqueOf } from '../storage/home-id.js';
import { partIdOf } from '../storage/parts.js';
import { sourceKeyOf } from '../storage/sources.js';
import { STANDING } from '../storage/standings.js';
import { endTake } from './end-take.js';
import { whenToLook } from './when-to-look.js';

/** Who wants to take what from which body, with what. */
export interface HarvestOrder {
  readonly playerId: string;
  /** Must be where the body is, as far as is known; undefined: a service asks for the player, wherever that is. */
  readonly askingPlayerId: string | undefined;
  readonly worldId: string;
  readonly sourceKind: SourceKind;
  readonly sourceId: string;
  readonly partType: string;
  readonly tool: string;
  readonly skill: number;
  readonly receipt: ReceiptRef;
}

export interface Answered {
  /** The part, in protobuf. */
  readonly response: Uint8Array;
  readonly isReplay: boolean;
}

/**
 * Takes one organ. The body and the inventory lie in different shards: the organ is reserved on the body, the part comes into the
 * inventory, the organ is gone for good; when the middle fails the organ is given back, by the sweep (see end-take.ts) if nobody else
 * can.
 */
export async function harvest(deps: Deps, order: HarvestOrder): Promise<Answered> {
  const { playerId, askingPlayerId, worldId, sourceKind, sourceId, receipt } = order;
  const earlier = await deps.holdings.answered(playerId, receipt);
  if (earlier !== undefined) return { response: earlier, isReplay: true };
  const partType = partTypeOf(deps.goods, order.partType);
  const tool = toolFor(deps.goods, partType, order.tool);
  const [place, whereabouts, gms, standing, used] = await Promise.all([
    deps.world.source(worldId, sourceKind, sourceId),
    askingPlayerId === undefined ? undefined : deps.world.locationOfPlayer(worldId, askingPlayerId),
    deps.gameClock.now(worldId),
    deps.standings.read(playerId),
    deps.holdings.used(playerId),
  ]);
  if (whereabouts !== undefined && whereabouts !== place.locationId) {
    throw failedPrecondition('NOT_HERE', `${sourceId} is not where you are`, { location_id: place.locationId });
  }
  assertCoolEnough(standing, gms, place);
  assertRoom(used, 1);

  const sourceKey = sourceKeyOf(worldId, sourceId);
  const takeId = uniqueOf(playerId, sourceKey, receipt.key);
  const partId = partIdOf(playerId, 'harvest', sourceKey, receipt.key);
  const take = await deps.sources.take(sourceKey, takeId, partType, { playerId, partId }, deps.clock.now());
  const { skill } = order;
  const { locationId, regionId } = place;
  const provenance = { kind: 'harvest', sourceKind, sourceId, locationId, tool: tool.id, skill, gms } as const;
  const cut = { sourceId, partType: partType.id, ordinal: take.ordinal, skill, difficulty: partType.difficulty };
  const grade = gradeOfCut({ ...cut, worldSeed: deps.worldSeed, toolQuality: tool.quality });
  const nowMs = deps.clock.now();
  const facts = { playerId, worldId, worldSeed: deps.worldSeed, regionId, grade, partType, tool, provenance };
  const part = harvestedPart(deps.goods, { ...facts, ordinal: take.ordinal, nowMs });
  try {
    const result = await bringIn(deps, order, { take, part, provenance, place });
    // Should this fail the sweep sees the part, and does the same.
    await deps.sources.keep(sourceKey, takeId).catch(() => undefined);
    return { response: result.response, isReplay: result.status === 'replayed' };
  } catch (error) {
    // Refused for good: no need to wait for the sweep. What failed otherwise may have come about.
    if (isDomainError(error) && error.code === 'FAILED_PRECONDITION')
      await endTake(deps, `${sourceKey}/${takeId}`).catch(() => undefined);
    throw error;
  }
}

interface Cut {
  readonly take: Take;
  readonly part: Part;
  readonly provenance: Extract<Provenance, { kind: 'harvest' }>;
  readonly place: { readonly regionId: string; readonly isGuarded: boolean };
}

async function bringIn(deps: Deps, order: HarvestOrder, { take, part, provenance, place }: Cut) {
  const { playerId, worldId, receipt } = order;
  const { gms } = provenance;
  const history = await deps.histories.read(worldId, place.regionId);
  return deps.holdings.changeOnce(playerId, receipt, async (draft) => {
    if ((await draft.get<Part>('part', take.partId))?.value.state === 'VOID')
      throw failedPrecondition('HARVEST_LAPSED', 'this harvest took too long; try again with a new key');
    const nowMs = deps.clock.now();
    const standing = await draft.get<Standing>(STANDING, playerId);
    const hotter = afterHarvest(standing?.value ?? NEW_STANDING, gms, place);
    const added = draft.addPart(take.partId, part, whenToLook(deps.goods, part, history, gms));
    draft.put(STANDING, playerId, hotter, standing);
    const { freshness } = part.decay;
    draft.also({
      events: [partHarvested({ part: added, freshness, gms, nowMs }, provenance, heatAt(hotter, gms))],
    });
    tellInventory(draft, 'harvest', worldId, nowMs);
    return PartMessage.toBinary(toPart({ part: added, freshness, gms }));
  });
}
