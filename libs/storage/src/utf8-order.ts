/** Orders texts by their UTF-8 bytes, as Redis does. (JavaScript's own order differs above U+FFFF.) */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
