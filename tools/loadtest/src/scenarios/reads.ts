import type { Call } from '../client/call.js';
import type { Player } from '../players/player.js';
import { oneOf, read, type Scenario, type ScenarioSetting } from './scenario.js';

/** Reads that stand for themselves: what a client asks for while somebody plays. */
export function reads({ world, random }: ScenarioSetting): readonly Scenario[] {
  const at = `/v1/worlds/${world.id}`;
  const region = (): string => oneOf(world.regionIds, random);
  const location = (): string => oneOf(world.locationIds, random);
  const reading = (name: string, weight: number, path: (player: Player) => string): Scenario => ({
    name,
    weight,
    order: 'any order',
    next: (player): Call => read(name, path(player)),
  });
  return [
    reading('time', 20, () => `${at}/time`),
    reading('weather', 12, () => `${at}/regions/${region()}/weather`),
    reading('forecast', 4, () => `${at}/regions/${region()}/weather:forecast`),
    reading('location', 12, () => `${at}/locations/${location()}`),
    reading('world snapshot', 4, () => `${at}/snapshot?region_ids=${region()}`),
    reading('npcs', 3, () => '/v1/npcs?page_size=50'),
    reading('quest offers', 4, ({ id }) => `/v1/players/${id}/quest-offers`),
    reading('quest list', 5, ({ id }) => `/v1/players/${id}/quests`),
    reading('inventory', 4, ({ id }) => `/v1/players/${id}/inventory`),
    reading('contracts', 3, ({ id }) => `/v1/players/${id}/contracts`),
    reading('products', 2, () => '/v1/products'),
    reading('wallet', 5, ({ id }) => `/v1/players/${id}/wallet`),
    reading('settings', 4, ({ id }) => `/v1/players/${id}/settings`),
    reading('story', 3, ({ id }) => `/v1/players/${id}/story`),
  ];
}
