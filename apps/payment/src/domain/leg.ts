/** Where in an account money lies. */
export type Bucket = 'available' | 'held';

/** One side of a posting: what one account has more, or below 0 less. */
export interface Leg {
  readonly account: string;
  readonly bucket: Bucket;
  readonly currency: string;
  readonly amount: bigint;
}

export interface Place {
  readonly account: string;
  /** Default available. */
  readonly bucket?: Bucket;
}

/** Moves money from one place to another. */
export function move(currency: string, amount: bigint, from: Place, to: Place): readonly [Leg, Leg] {
  return [
    { account: from.account, bucket: from.bucket ?? 'available', currency, amount: -amount },
    { account: to.account, bucket: to.bucket ?? 'available', currency, amount },
  ];
}

/** What legs come to, by currency. */
function sumOf(legs: readonly Leg[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of legs) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return sums;
}

/** Whether nothing came from nowhere and nothing went to nowhere. */
export function isBalanced(legs: readonly Leg[]): boolean {
  return [...sumOf(legs).values()].every((sum) => sum === 0n);
}
