import type { IndexEntry, Shard, Store } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { turned } from '../domain/contract.js';
import { SPOILED_BELOW } from '../domain/freshness.js';
import { partFreshness, spoiledSince } from '../domain/part.js';
import { partSpoiled } from '../publishers/part-told.js';
import { dueMember, gameDueAt, gameDueIndex, notGameDue } from '../storage/due.js';
import { whenToLook } from './when-to-look.js';

/** Entries looked at in one go. */
const PAGE = 100;

/** A game time that has come, and in which regions the weather is known up to it. */
interface Moment {
  readonly worldId: string;
  readonly gms: number;
  readonly known: Map<string, Promise<boolean>>;
}

/**
 * Looks at what has fallen due by a game time: parts that may be spoiled, contracts whose deadline has come. Doing it again changes
 * nothing more.
 * @returns how many parts stay due because the weather up to that time is not known
 */
export async function passTime(deps: Deps, store: Store, worldId: string, gms: number): Promise<number> {
  const moment: Moment = { worldId, gms, known: new Map() };
  let left = 0;
  for (const shard of store.shards()) left += await passInShard(deps, shard, moment);
  return left;
}

async function passInShard(deps: Deps, shard: Shard, moment: Moment): Promise<number> {
  const { worldId, gms } = moment;
  let left = 0;
  let after: IndexEntry | undefined;
  do {
    const entries: readonly IndexEntry[] = await shard.range(gameDueIndex(worldId), {
      max: gms,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { member } of entries) {
      const [kind, id] = dueMember(member);
      if (kind === 'contract') await lookAtContract(deps, id, gms);
      else if (!(await lookAtPart(deps, shard, id, moment))) left += 1;
    }
    after = entries.length === PAGE ? entries.at(-1) : undefined;
  } while (after !== undefined);
  return left;
}

/**
 * Tells once that a part is spoiled, and since which hour; one that is not is looked at again later. Looking alone makes no new
 * version of a part.
 * @returns false: it stays due, for the weather is not known
 */
async function lookAtPart(deps: Deps, shard: Shard, id: string, moment: Moment): Promise<boolean> {
  const { parts, histories, goods, clock } = deps;
  const { value: seen } = await parts.require(id);
  const { worldId, regionId } = seen;
  if (seen.state !== 'HELD' || seen.isSpoiled) {
    await shard.commit({ indexes: [notGameDue('part', id, worldId)] });
    return true;
  }
  if (!(await isWeatherKnown(deps, moment, regionId))) return false;
  const { gms } = moment;
  const history = await histories.read(worldId, regionId);
  if (partFreshness(seen, goods, history, gms) >= SPOILED_BELOW) {
    await shard.commit({ indexes: [gameDueAt('part', id, worldId, whenToLook(goods, seen, history, gms))] });
    return true;
  }
  await parts.change(id, (current, version) => {
    const { value } = current;
    if (value.state !== 'HELD' || value.isSpoiled) return undefined;
    // Preserved in this moment: there is another look at it in the next hour.
    if (partFreshness(value, goods, history, gms) >= SPOILED_BELOW) return undefined;
    const spoiled = { ...value, isSpoiled: true };
    const sinceGms = spoiledSince(value, goods, history, gms);
    const freshness = partFreshness(value, goods, history, sinceGms);
    const part = { ...current, value: spoiled, version };
    const told = partSpoiled({ part, freshness, gms: sinceGms, nowMs: clock.now() });
    return { value: spoiled, events: [told], indexes: [notGameDue('part', id, worldId)] };
  });
  return true;
}

/** Asks once for each region. While weather-manager does not answer, nothing is known that was not known before. */
function isWeatherKnown({ weather }: Deps, { worldId, gms, known }: Moment, regionId: string): Promise<boolean> {
  const asked = known.get(regionId) ?? weather.reaches({ worldId, regionId }, gms).catch(() => false);
  known.set(regionId, asked);
  return asked;
}

/** Expires what nobody took; has broken what was not delivered. */
async function lookAtContract({ contracts, workflows }: Deps, id: string, gms: number): Promise<void> {
  const contract = await contracts.require(id);
  if (contract.value.deadlineGms > gms) return;
  switch (contract.value.status) {
    case 'OPEN':
    case 'NEGOTIATING':
      await contracts.change(id, ({ value }) =>
        value.status === 'OPEN' || value.status === 'NEGOTIATING'
          ? { value: { ...turned(value, 'expire'), reason: 'the deadline is past' } }
          : undefined,
      );
      return;
    case 'ACCEPTED':
      // While orchestration does not answer it stays accepted; the next hour tries again. It cannot be delivered any more.
      await workflows.breach(id, contract.value).catch(() => undefined);
      return;
    default:
    // Being delivered, or over.
  }
}
