import { LruMap } from './lru-map.js';
import type { Rate, RateDecision, RateLimiter } from './rate-limiter.js';

/** Runs a Lua script in Redis; ioredis' `eval` fits. */
export type RunScript = (script: string, keys: readonly string[], args: readonly string[]) => Promise<unknown>;

// The generic cell rate algorithm (ITU-T I.371) for several requests at once, on Redis' own clock, so that gateways need not
// agree on the time. Answers how many of the wanted may go, or what to wait for one, in negative microseconds.
const SCRIPT = `
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local interval = tonumber(ARGV[1])
local tolerance = tonumber(ARGV[2])
local due = tonumber(redis.call('GET', KEYS[1]) or now)
if due < now then due = now end
local early = due - now - tolerance
if early > 0 then return -math.ceil(early) end
local granted = math.min(tonumber(ARGV[3]), math.floor(-early / interval) + 1)
due = due + granted * interval
redis.call('SET', KEYS[1], string.format('%.0f', due), 'PX', math.ceil((due - now) / 1000) + 1)
return granted
`;

/** The part of a burst that one gateway may hold in reserve for a caller. */
const RESERVED_SHARE = 1 / 8;
/** How long what is reserved may be used: what a caller leaves unused for so long is lost to it. */
const RESERVED_FOR_MS = 1000;
const MAX_CALLERS = 50_000;

export interface RedisRateLimiterOptions {
  readonly run: RunScript;
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
}

/** What Redis has granted to a caller and this gateway has not used yet. */
interface Reserve {
  left: number;
  untilMs: number;
  /** How many to ask for next: doubled each time all were used in their time. */
  wanted: number;
  /** The question under way; all who come meanwhile wait for its answer. */
  asking: Promise<RateDecision> | undefined;
}

const ALLOWED: RateDecision = { allowed: true };

/**
 * Limits rates over all gateways. A caller that asks often is granted several requests at once, up to an eighth of its
 * burst, so that most are let through without asking Redis; no more are let through than Redis has granted.
 */
export class RedisRateLimiter implements RateLimiter {
  readonly #options: RedisRateLimiterOptions;
  readonly #args: readonly string[];
  readonly #maxWanted: number;
  readonly #reserves = new LruMap<string, Reserve>(MAX_CALLERS);

  constructor({ perSecond, burst }: Rate, options: RedisRateLimiterOptions) {
    const intervalUs = Math.round(1_000_000 / perSecond);
    this.#args = [String(intervalUs), String(intervalUs * (burst - 1))];
    this.#maxWanted = Math.max(1, Math.floor(burst * RESERVED_SHARE));
    this.#options = options;
  }

  /** @throws whatever Redis fails with; see FallbackRateLimiter */
  take(caller: string): RateDecision | Promise<RateDecision> {
    const reserve = this.#reserveOf(caller);
    if (reserve.left > 0 && this.#options.now() < reserve.untilMs) {
      reserve.left -= 1;
      return ALLOWED;
    }
    return this.#wait(caller, reserve);
  }

  /** Asks, or waits for the answer to who asked before and takes from what that granted. */
  async #wait(caller: string, reserve: Reserve): Promise<RateDecision> {
    if (reserve.asking === undefined) {
      reserve.asking = this.#ask(caller, reserve).finally(() => (reserve.asking = undefined));
      return reserve.asking;
    }
    const decision = await reserve.asking;
    return decision.allowed ? this.take(caller) : decision;
  }

  async #ask(caller: string, reserve: Reserve): Promise<RateDecision> {
    const nowMs = this.#options.now();
    const isBusy = reserve.left === 0 && nowMs < reserve.untilMs;
    reserve.wanted = isBusy ? Math.min(reserve.wanted * 2, this.#maxWanted) : 1;
    reserve.left = 0;
    const answer = Number(
      await this.#options.run(SCRIPT, [`bb:gateway:{${caller}}:rate`], [...this.#args, String(reserve.wanted)]),
    );
    if (answer < 1) return { allowed: false, retryAfterMs: Math.ceil(-answer / 1000) };
    reserve.left = answer - 1;
    reserve.untilMs = nowMs + RESERVED_FOR_MS;
    return ALLOWED;
  }

  #reserveOf(caller: string): Reserve {
    let reserve = this.#reserves.get(caller);
    if (reserve === undefined) {
      reserve = { left: 0, untilMs: -Infinity, wanted: 1, asking: undefined };
      this.#reserves.set(caller, reserve);
    }
    return reserve;
  }
}
