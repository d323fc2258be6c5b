import { defineScript } from '../script.js';

/** KEYS receipt · ARGV fingerprint, token, holdMs. Answers nothing when it was marked, else what was there. */
export const BEGIN_RECEIPT = defineScript(`
local seen = redis.call('HMGET', KEYS[1], 'f', 's', 'r')
if seen[1] then return {seen[1], seen[2], seen[3] or '', redis.call('PTTL', KEYS[1])} end
redis.call('HSET', KEYS[1], 'f', ARGV[1], 's', 'P', 't', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {}
`);

/** KEYS receipt · ARGV token. A receipt that is done has no token, so it stays. */
export const ABANDON_RECEIPT = defineScript(`
if redis.call('HGET', KEYS[1], 't') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0
`);
