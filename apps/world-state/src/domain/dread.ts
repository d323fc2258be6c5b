/** Dread from 0 to 100 in whole hundredths: the steps in which it is kept and told. */
export function toDread(value: number): number {
  return Math.round(Math.max(0, Math.min(100, value)) * 100) / 100;
}
