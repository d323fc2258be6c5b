import { compareEntries, DEFAULT_LIMIT } from '../index-order.js';
import type { IndexEntry, NameRangeOptions, RangeOptions } from '../store.js';
import type { RedisCommands } from './redis-client.js';
import { readList, readNumber, readText } from './replies.js';

/** A page of a sorted set by score, then member. */
export async function readIndexPage(
  redis: RedisCommands,
  key: string,
  options: RangeOptions = {},
): Promise<readonly IndexEntry[]> {
  const { min = -Infinity, max = Infinity, after, limit = DEFAULT_LIMIT, order = 'asc' } = options;
  const low = after !== undefined && order === 'asc' ? Math.max(min, after.score) : min;
  const high = after !== undefined && order === 'desc' ? Math.min(max, after.score) : max;
  const bounds = order === 'asc' ? [bound(low), bound(high)] : [bound(high), bound(low)];
  const reversed = order === 'asc' ? [] : ['REV'];
  const compare = compareEntries(order);
  const page: IndexEntry[] = [];
  // Redis can start at a score but not at a member within it, so entries of the cursor's own score are read and skipped.
  for (let offset = 0; page.length < limit; offset += limit) {
    const args = [key, ...bounds, 'BYSCORE', ...reversed, 'LIMIT', offset, limit, 'WITHSCORES'];
    const reply = readList(await redis.call('ZRANGE', args));
    for (let i = 0; i + 1 < reply.length; i += 2) {
      const entry = { member: readText(reply[i]), score: readNumber(reply[i + 1]) };
      if (after === undefined || compare(entry, after) > 0) page.push(entry);
    }
    if (reply.length < 2 * limit) break;
  }
  return page.slice(0, limit);
}

/** A page of a sorted set with equal scores, by member. */
export async function readNamePage(
  redis: RedisCommands,
  key: string,
  options: NameRangeOptions = {},
): Promise<readonly string[]> {
  const { prefix = '', after, limit = DEFAULT_LIMIT } = options;
  const from = Buffer.from(prefix);
  const startsAfter = after !== undefined && Buffer.compare(Buffer.from(after), from) >= 0;
  const min = startsAfter ? `(${after}` : `[${prefix}`;
  // No byte of UTF-8 is 0xff: this is above everything with the prefix.
  const max = prefix === '' ? '+' : Buffer.concat([Buffer.from('('), from, Buffer.of(0xff)]);
  const reply = await redis.call('ZRANGE', [
    key,
    prefix === '' && !startsAfter ? '-' : min,
    max,
    'BYLEX',
    'LIMIT',
    0,
    limit,
  ]);
  return readList(reply).map(readText);
}

/** A score as Redis reads the bound of a range. */
export function bound(score: number): string {
  if (score === Infinity) return '+inf';
  return score === -Infinity ? '-inf' : String(score);
}
