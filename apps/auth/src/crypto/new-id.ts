import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id such as `acc_01jd…`: a ULID (48 bits of time, 80 random ones) in lower case, so that it is also fit where ids are
 * chosen by callers.
 */
export function newId(prefix: string, nowMs: number): string {
  const bytes = Buffer.concat([Buffer.from(nowMs.toString(16).padStart(12, '0'), 'hex'), randomBytes(10)]);
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = (ALPHABET[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return `${prefix}_${text}`;
}
