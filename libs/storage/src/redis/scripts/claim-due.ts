import { defineScript } from '../script.js';

/**
 * KEYS index · ARGV nowMs, heldUntilMs, limit. Answers members and their scores. A taken member stays in the index under the
 * end of its hold: that is when it fires again, and that score is the proof of the claim. No two claims of a member have the
 * same end, as the later is made at or after the end of the earlier, unless the earlier was given back and is used no more.
 */
export const CLAIM_DUE = defineScript(`
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[3])
for i = 1, #due, 2 do redis.call('ZADD', KEYS[1], ARGV[2], due[i]) end
return due
`);
