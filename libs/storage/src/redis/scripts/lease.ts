import { defineScript } from '../script.js';

/** KEYS lease, last token · ARGV holder, ttlMs. Answers the token, or nil while another holds the lease. */
export const ACQUIRE_LEASE = defineScript(`
local held = redis.call('HMGET', KEYS[1], 'h', 't')
if held[1] then
  if held[1] ~= ARGV[1] then return false end
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return held[2]
end
redis.call('INCR', KEYS[2])
local token = redis.call('GET', KEYS[2])
redis.call('HSET', KEYS[1], 'h', ARGV[1], 't', token)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return token
`);

/** KEYS lease · ARGV token. */
export const RELEASE_LEASE = defineScript(`
if redis.call('HGET', KEYS[1], 't') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0
`);
