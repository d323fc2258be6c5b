import { defineScript } from '../script.js';

/**
 * A whole commit. KEYS are the keys of the operations; ARGV is the time, the life of a tombstone, and then the operations, each a
 * letter, the number of its key, and as many arguments as `arity` says. First all operations are checked, then all are done:
 * Redis runs a script without others between, and nothing after the checks can fail but for a lack of memory, which
 * Redis refuses before the script's first write.
 *
 * Versions and tokens stay text all the way: Lua's numbers are doubles, exact only to 2^53. Only the answer of HINCRBY is
 * a number, so versions above 2^53 would be reported inexactly (though counted exactly).
 *
 * Operations: R receipt (fingerprint, token, ttl, response) · F fence (token) · C check (expected) · P put (expected,
 * previous, ttl, bytes) · D delete (expected) · U claim (owner) · V release (owner) · S settle (member, score) · Z index set
 * (member, score) · X index remove (member) · T index trim (max) · L log (max entries, bytes) · E event (id, subject, headers, bytes).
 */
export const COMMIT = defineScript(`
local arity = {R=4, F=1, C=1, P=4, D=1, U=1, V=1, S=2, Z=2, X=1, T=1, L=2, E=4}
local now, tombstoneMs = ARGV[1], ARGV[2]
local total = #ARGV

local at, number = 3, 0
while at <= total do
  local op, key = ARGV[at], KEYS[tonumber(ARGV[at + 1])]
  if op == 'R' then
    local seen = redis.call('HMGET', key, 'f', 's', 't', 'r')
    if seen[1] then
      if seen[1] ~= ARGV[at + 2] then return {'reused', number} end
      if seen[2] == 'D' then return {'replayed', number, seen[4]} end
      if seen[3] ~= ARGV[at + 3] then return {'in_progress', number, redis.call('PTTL', key)} end
    end
  elseif op == 'F' then
    if redis.call('HGET', key, 't') ~= ARGV[at + 2] then return {'lease_lost', number} end
  elseif op == 'C' or op == 'P' or op == 'D' then
    local expected = ARGV[at + 2]
    local previous = op == 'P' and ARGV[at + 3] or ''
    if expected ~= '' or previous ~= '' then
      local version = redis.call('HGET', key, 'v') or '0'
      local live = '0'
      if version ~= '0' and redis.call('HEXISTS', key, 'd') == 1 then live = version end
      if expected ~= '' and expected ~= live then return {'conflict', number, live} end
      if previous ~= '' and previous ~= version then return {'conflict', number, live} end
    end
  elseif op == 'U' then
    local owner = redis.call('GET', key)
    if owner and owner ~= ARGV[at + 2] then return {'taken', number} end
  elseif op == 'S' then
    local score = redis.call('ZSCORE', key, ARGV[at + 2])
    if not score or tonumber(score) ~= tonumber(ARGV[at + 3]) then return {'claim_lost', number} end
  end
  at = at + 2 + arity[op]
  number = number + 1
end

local answer = {'committed', 0}
at = 3
while at <= total do
  local op, key = ARGV[at], KEYS[tonumber(ARGV[at + 1])]
  if op == 'R' then
    redis.call('DEL', key)
    redis.call('HSET', key, 'f', ARGV[at + 2], 's', 'D', 'r', ARGV[at + 5])
    redis.call('PEXPIRE', key, ARGV[at + 4])
  elseif op == 'P' then
    local version = redis.call('HINCRBY', key, 'v', 1)
    redis.call('HSET', key, 'd', ARGV[at + 5], 'u', now)
    if ARGV[at + 4] ~= '' then
      redis.call('PEXPIRE', key, ARGV[at + 4])
    elseif version > 1 then
      redis.call('PERSIST', key)
    end
    answer[#answer + 1] = string.format('%.0f', version)
  elseif op == 'D' then
    if redis.call('HDEL', key, 'd', 'u') > 0 then redis.call('PEXPIRE', key, tombstoneMs) end
  elseif op == 'U' then
    redis.call('SET', key, ARGV[at + 2])
  elseif op == 'V' then
    if redis.call('GET', key) == ARGV[at + 2] then redis.call('DEL', key) end
  elseif op == 'S' or op == 'X' then
    redis.call('ZREM', key, ARGV[at + 2])
  elseif op == 'Z' then
    redis.call('ZADD', key, ARGV[at + 3], ARGV[at + 2])
  elseif op == 'T' then
    redis.call('ZREMRANGEBYSCORE', key, '-inf', ARGV[at + 2])
  elseif op == 'L' then
    redis.call('XADD', key, 'MAXLEN', '=', ARGV[at + 2], '0-*', 'd', ARGV[at + 3])
  elseif op == 'E' then
    redis.call('XADD', key, '0-*', 'i', ARGV[at + 2], 's', ARGV[at + 3], 'h', ARGV[at + 4], 'd', ARGV[at + 5])
  end
  at = at + 2 + arity[op]
end
return answer
`);
