import type { Rate, RateDecision } from './rate-limiter.js';

/** Runs a Lua script in Redis; ioredis' `eval` fits. */
export type RunScript = (script: string, keys: readonly string[], args: readonly string[]) => Promise<unknown>;

// The generic cell rate algorithm on Redis' own clock, so that gateways need not agree on the time. Answers 0, or the
// microseconds to wait.
const SCRIPT = `
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local interval = tonumber(ARGV[1])
local tolerance = tonumber(ARGV[2])
local due = tonumber(redis.call('GET', KEYS[1]) or now)
if due < now then due = now end
local early = due - now - tolerance
if early > 0 then return math.ceil(early) end
due = due + interval
redis.call('SET', KEYS[1], string.format('%.0f', due), 'PX', math.ceil((due - now) / 1000) + 1)
return 0
`;

/** Limits rates over all gateways. @throws whatever Redis fails with; see FallbackRateLimiter */
export class RedisRateLimiter {
  readonly #run: RunScript;
  readonly #args: readonly string[];

  constructor({ perSecond, burst }: Rate, run: RunScript) {
    const intervalUs = Math.round(1_000_000 / perSecond);
    this.#args = [String(intervalUs), String(intervalUs * (burst - 1))];
    this.#run = run;
  }

  async take(caller: string): Promise<RateDecision> {
    const waitUs = Number(await this.#run(SCRIPT, [`bb:gateway:{${caller}}:rate`], this.#args));
    return waitUs > 0 ? { allowed: false, retryAfterMs: Math.ceil(waitUs / 1000) } : { allowed: true };
  }
}
