import { createHash } from 'node:crypto';

export interface AdjustmentKey {
  readonly npcId: string;
  readonly playerId: string;
  /** The idempotency key of the request. */
  readonly key: string;
}

/** The id of the adjustment a request makes. It can be told from the request alone, and tells whose relationship it is about. */
export function adjustmentIdOf({ npcId, playerId, key }: AdjustmentKey): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 20);
  return `adj~${npcId}~${playerId}~${hash}`;
}

/** The two an adjustment is about; undefined when it is no id of one. */
export function partiesOfAdjustment(adjustmentId: string): Omit<AdjustmentKey, 'key'> | undefined {
  const [prefix, npcId, playerId, hash, ...rest] = adjustmentId.split('~');
  const isForm = prefix === 'adj' && rest.length === 0 && hash !== undefined;
  if (!isForm || npcId === undefined || npcId === '' || playerId === undefined || playerId === '') return undefined;
  return { npcId, playerId };
}
