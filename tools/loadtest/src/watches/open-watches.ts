import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayClient } from '../client/gateway-client.js';
import type { StreamTallies } from '../measure/stream-tally.js';
import type { Player } from '../players/player.js';
import type { World } from '../players/read-world.js';
import type { Random } from '../schedule/seeded-random.js';
import { keepWatching } from './keep-watching.js';
import { shareOut, watchTable } from './watch-table.js';

export interface OpenWatchesOptions {
  readonly players: readonly Player[];
  readonly world: World;
  readonly tallies: StreamTallies;
  readonly streams: number;
  /** The streams are opened one after the other over so long: milliseconds. */
  readonly overMs: number;
  readonly cutEveryMs: number;
  /** When the warm-up ends. */
  readonly countFromMs: number;
  readonly random: Random;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Opens so many streams, shared out among the players, and holds them until the signal aborts. */
export async function openWatches(client: GatewayClient, options: OpenWatchesOptions): Promise<void> {
  const { players, world, tallies, streams, overMs, ...watching } = options;
  const open = shareOut(watchTable(world), streams).map(async (watch, index) => {
    const player = players[index % players.length];
    if (player === undefined) return;
    await delay((overMs * index) / streams, undefined, { signal: options.signal }).catch(() => undefined);
    await keepWatching(client, { ...watching, watch, player, tally: tallies.of(watch.name, watch) });
  });
  await Promise.all(open);
}
