import type { Claim } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { grantedPart } from '../domain/part.js';

/**
 * Looks into a take whose harvest never said how it ended. If the part came about the organ is gone for good; if not, the part's place is
 * taken, so that it cannot come about any more, and the organ is given back.
 * @param takeKey `<source key>/<take id>`
 */
export async function endTake(
  { sources, parts, clock }: Pick<Deps, 'sources' | 'parts' | 'clock'>,
  takeKey: string,
  claim?: Claim,
): Promise<void> {
  const slash = takeKey.lastIndexOf('/');
  const sourceKey = takeKey.slice(0, slash);
  const takeId = takeKey.slice(slash + 1);
  const take = await sources.find(sourceKey, takeId);
  if (take?.state !== 'PENDING') {
    await sources.keep(sourceKey, takeId, claim);
    return;
  }
  const { playerId, partId, partType } = take;
  const cause = { reference: takeKey, worldId: '', regionId: '', gms: 0, nowMs: clock.now() };
  const stand = { ...grantedPart({ playerId, partType, ...cause }), state: 'VOID' } as const;
  if (await parts.void(playerId, partId, stand)) await sources.giveBack(sourceKey, takeId, claim);
  else await sources.keep(sourceKey, takeId, claim);
}
