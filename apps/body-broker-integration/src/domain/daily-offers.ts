import { drawSequence, pickWeighted } from '@bodybroker/domain';
import { fairPrice, type Client, type Clients, type DemandTemplate } from './client.js';
import { openContract, type Contract } from './contract.js';
import type { Demand } from './demand.js';
import { DAY_GMS, HOUR_GMS } from './freshness.js';
import type { TradeGoods } from './trade-goods.js';

/** Orders that reach a broker on one game day. */
export const OFFERS_PER_DAY = 3;
/** A broker with as many live contracts is left alone. */
export const ENOUGH_WORK = 8;

export interface OfferedDay {
  readonly worldSeed: string;
  readonly worldId: string;
  readonly playerId: string;
  readonly gms: number;
  readonly nowMs: number;
}

export const dayOf = (gms: number): number => Math.floor(gms / DAY_GMS);

/** What clients want of one broker today: the same for the same world, player and day. */
export function offersOfDay(goods: TradeGoods, clients: Clients, day: OfferedDay): readonly Contract[] {
  const { worldSeed, worldId, playerId } = day;
  const next = drawSequence(worldSeed, 'offers', worldId, playerId, dayOf(day.gms));
  const chances = [...clients.values()].flatMap((client) =>
    client.templates.map((template) => ({ weight: template.weight, value: { client, template } })),
  );
  return Array.from({ length: OFFERS_PER_DAY }, () => {
    const { client, template } = pickWeighted(chances, next());
    return drawnContract(goods, client, template, day, next);
  });
}

function drawnContract(
  goods: TradeGoods,
  client: Client,
  template: DemandTemplate,
  { worldId, playerId, gms, nowMs }: OfferedDay,
  next: () => number,
): Contract {
  const { partType, minGrade, minFreshness, pitch } = template;
  const demand: Demand = { partType, minGrade, minFreshness, count: whole(template.count, next()) };
  const [low, high] = template.priceFactor;
  return openContract({
    playerId,
    worldId,
    npcId: client.npcId,
    faction: client.faction,
    regionId: client.regionId,
    pitch,
    demand,
    askedPrice: Math.max(1, Math.round(fairPrice(goods, demand) * (low + (high - low) * next()))),
    deadlineGms: gms + whole(template.deadlineHours, next()) * HOUR_GMS,
    createdGms: gms,
    createdMs: nowMs,
  });
}

function whole([low, high]: readonly [number, number], u: number): number {
  return low + Math.floor(u * (high - low + 1));
}
