import { defineScript } from '../script.js';

/** KEYS outbox, relay · ARGV holder, holdMs, limit. Answers nil while another relay works here, else the oldest entries. */
export const TAKE_OUTBOX = defineScript(`
local relay = redis.call('GET', KEYS[2])
if relay and relay ~= ARGV[1] then return false end
local entries = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[3])
if #entries == 0 then
  if relay then redis.call('DEL', KEYS[2]) end
else
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
end
return entries
`);

/** KEYS outbox, relay · ARGV holder, keepMs (0: give up), entry ids… Answers how many entries are left. */
export const SETTLE_OUTBOX = defineScript(`
for i = 3, #ARGV do redis.call('XDEL', KEYS[1], ARGV[i]) end
local left = redis.call('XLEN', KEYS[1])
if redis.call('GET', KEYS[2]) == ARGV[1] then
  if left > 0 and ARGV[2] ~= '0' then redis.call('PEXPIRE', KEYS[2], ARGV[2]) else redis.call('DEL', KEYS[2]) end
end
return left
`);
