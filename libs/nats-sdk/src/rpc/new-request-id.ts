import { randomFillSync } from 'node:crypto';
import { ulid } from 'ulid';

// ulid asks for randomness character by character; asking the system each time costs more than all the rest of it.
const pool = new Uint8Array(4096);
let used = pool.length;

function random(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return (pool[used++] as number) / 256;
}

/** A new ULID (https://github.com/ulid/spec), from the system's randomness. */
export function newRequestId(): string {
  return ulid(undefined, random);
}
