/** The earliest of some moments; undefined when there is none. */
export function oldest(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}
