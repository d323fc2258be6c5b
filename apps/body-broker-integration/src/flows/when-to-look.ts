import { freshnessAt, spoilsNotBefore } from '../domain/freshness.js';
import type { Part } from '../domain/part.js';
import type { TradeGoods } from '../domain/trade-goods.js';
import type { WeatherHistory } from '../domain/weather-age.js';

/** The game time at which to look whether a part is spoiled. */
export function whenToLook(
  { partTypes }: TradeGoods,
  { partType, decay }: Part,
  history: WeatherHistory,
  gms: number,
): number {
  const halfLife = partTypes.get(partType)?.halfLifeHours ?? 1;
  return spoilsNotBefore(freshnessAt(decay, halfLife, history, gms), decay, halfLife, gms);
}
