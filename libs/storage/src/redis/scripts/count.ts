import { defineScript } from '../script.js';

/** KEYS counter · ARGV by, limit, windowMs. Answers {1 when allowed, count, ms to the end of the window, window}. */
export const COUNT_WITHIN = defineScript(`
local open = redis.call('HMGET', KEYS[1], 'n', 'w')
local count, by = tonumber(open[1] or '0'), tonumber(ARGV[1])
local leftMs = open[1] and redis.call('PTTL', KEYS[1]) or tonumber(ARGV[3])
local window = open[2] or ''
if count + by > tonumber(ARGV[2]) then return {0, count, leftMs, window} end
if by > 0 then
  redis.call('HINCRBY', KEYS[1], 'n', by)
  if not open[1] then
    local time = redis.call('TIME')
    window = time[1] .. '.' .. time[2]
    redis.call('HSET', KEYS[1], 'w', window)
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
  end
end
return {1, count + by, leftMs, window}
`);

/** KEYS counter · ARGV window, by. */
export const SETTLE_COUNT = defineScript(`
if redis.call('HGET', KEYS[1], 'w') ~= ARGV[1] then return 0 end
if redis.call('HINCRBY', KEYS[1], 'n', ARGV[2]) < 0 then redis.call('HSET', KEYS[1], 'n', '0') end
return 1
`);
