/** A count read from a header, 0 where the header was missing or is no whole number: a bad dead letter must not hide the others. */
export function whole(value: number): number {
  return Number.isSafeInteger(value) ? value : 0;
}
