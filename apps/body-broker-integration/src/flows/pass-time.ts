import type { IndexEntry, Shard, Store } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { turned } from '../domain/contract.js';
import { SPOILED_BELOW } from '../domain/freshness.js';
import { partFreshness } from '../domain/part.js';
import { partSpoiled } from '../publishers/part-told.js';
import { dueMember, gameDueAt, gameDueIndex, notGameDue } from '../storage/due.js';
import { whenToLook } from './when-to-look.js';

/** Entries looked at in one go. */
const PAGE = 100;

/**
 * Looks at what has fallen due by a game time: parts that may be spoiled, contracts whose deadline has come. Doing it again changes
 * nothing more.
 */
export async function passTime(deps: Deps, store: Store, worldId: string, gms: number): Promise<void> {
  for (const shard of store.shards()) await passInShard(deps, shard, worldId, gms);
}

async function passInShard(deps: Deps, shard: Shard, worldId: string, gms: number): Promise<void> {
  let after: IndexEntry | undefined;
  do {
    const entries: readonly IndexEntry[] = await shard.range(gameDueIndex(worldId), {
      max: gms,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { member } of entries) {
      const [kind, id] = dueMember(member);
      if (kind === 'part') await lookAtPart(deps, shard, id, gms);
      else await lookAtContract(deps, id, gms);
    }
    after = entries.length === PAGE ? entries.at(-1) : undefined;
  } while (after !== undefined);
}

/** Tells once that a part is spoiled; one that is not is looked at again later. Looking alone makes no new version of a part. */
async function lookAtPart(deps: Deps, shard: Shard, id: string, gms: number): Promise<void> {
  const { parts, histories, goods, clock } = deps;
  const { value: seen } = await parts.require(id);
  const { worldId } = seen;
  const history = await histories.read(worldId, seen.regionId);
  const freshness = partFreshness(seen, goods, history, gms);
  const isOver = seen.state !== 'HELD' || seen.isSpoiled;
  if (isOver || freshness >= SPOILED_BELOW) {
    const later = gameDueAt('part', id, worldId, whenToLook(goods, seen, history, gms));
    await shard.commit({ indexes: [isOver ? notGameDue('part', id, worldId) : later] });
    return;
  }
  await parts.change(id, (current, version) => {
    if (current.value.state !== 'HELD' || current.value.isSpoiled) return undefined;
    const spoiled = { ...current.value, isSpoiled: true };
    const told = partSpoiled({ part: { ...current, value: spoiled, version }, freshness, gms, nowMs: clock.now() });
    return { value: spoiled, events: [told], indexes: [notGameDue('part', id, worldId)] };
  });
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
