/** Values below this many microseconds have a bucket each; from there on a doubling is cut into half as many. */
const EXACT_BELOW = 128;
const STEPS = EXACT_BELOW / 2;
const LARGEST_MICROS = 2 ** 31 - 1;

/** Counts latencies in buckets no wider than 1.6 % of their value, without allocation (after HdrHistogram). */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(bucketOf(LARGEST_MICROS) + 1);
  #count = 0;
  #maxMicros = 0;

  get count(): number {
    return this.#count;
  }

  get maxMs(): number {
    return this.#maxMicros / 1000;
  }

  /** @param ms a latency in milliseconds; below 0 counts as 0 */
  record(ms: number): void {
    const micros = Math.min(LARGEST_MICROS, Math.max(0, Math.round(ms * 1000)));
    const bucket = bucketOf(micros);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    if (micros > this.#maxMicros) this.#maxMicros = micros;
  }

  /** The latency in milliseconds that a share (0..1) of all stays within; 0 when there are none. */
  quantileMs(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket += 1) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(middleOf(bucket), this.#maxMicros) / 1000;
    }
    return 0;
  }
}

/** How often a value can be halved before it has a bucket of its own. */
function bucketOf(micros: number): number {
  const halvings = Math.max(0, 32 - Math.clz32(micros) - Math.log2(EXACT_BELOW));
  return halvings * STEPS + (micros >> halvings);
}

function middleOf(bucket: number): number {
  if (bucket < EXACT_BELOW) return bucket;
  const halvings = Math.floor(bucket / STEPS) - 1;
  const lowest = (bucket - halvings * STEPS) * 2 ** halvings;
  return lowest + (2 ** halvings - 1) / 2;
}
