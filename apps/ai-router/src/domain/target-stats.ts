/** How a target did for one request. */
export interface Outcome {
  readonly atMs: number;
  readonly isOk: boolean;
  /** Why not, such as HTTP_500; empty when ok. */
  readonly code: string;
  /** To the first word; only of a stream. */
  readonly ttftMs: number | undefined;
  readonly latencyMs: number;
  readonly completionTokens: number;
}

/** What is remembered of how a target did. */
export interface TargetStats {
  /** The last ten, newest last. */
  readonly ttftsMs: readonly number[];
  readonly msPerToken: readonly number[];
  /** Of the last minute, newest last. */
  readonly recent: readonly { readonly atMs: number; readonly isOk: boolean }[];
  readonly cooldown: Cooldown | undefined;
}

export interface Cooldown {
  readonly untilMs: number;
  /** Its length; the next one is twice as long. */
  readonly stepMs: number;
  readonly reason: string;
}

export const NO_STATS: TargetStats = { ttftsMs: [], msPerToken: [], recent: [], cooldown: undefined };

/** Latencies that are remembered, as LiteLLM's lowest-latency routing does. */
const SAMPLES = 10;
/** What a timeout counts as: LiteLLM's 1000 s. */
const TIMEOUT_MS = 1_000_000;
const MINUTE_MS = 60_000;
/** More outcomes of a minute do not change the share. */
const MAX_RECENT = 200;
/** More than this share of failures, among at least so many, cools a target down: LiteLLM's rule. */
const FAILURE_SHARE = 0.5;
const MIN_OUTCOMES = 2;
export const FIRST_COOLDOWN_MS = 5000;
export const LONGEST_COOLDOWN_MS = 300_000;

/** No later try will better these: the target is taken out at once. */
const HOPELESS: readonly string[] = ['HTTP_401', 'HTTP_403', 'HTTP_404'];
/** What the reader did, not the target. */
const NOT_ITS_FAULT: readonly string[] = ['CANCELLED'];

/** The stats after an outcome; `cooldown` is another object when a cooldown began. */
export function withOutcome(stats: TargetStats, outcome: Outcome): TargetStats {
  if (!outcome.isOk && NOT_ITS_FAULT.includes(outcome.code)) return stats;
  const measured = outcome.isOk || outcome.code === 'TIMEOUT' ? withLatency(stats, outcome) : stats;
  const since = outcome.atMs - MINUTE_MS;
  const recent = [...stats.recent.filter(({ atMs }) => atMs > since), { atMs: outcome.atMs, isOk: outcome.isOk }];
  const counted = { ...measured, recent: recent.slice(-MAX_RECENT) };
  if (outcome.isOk) return { ...counted, cooldown: isCooling(stats, outcome.atMs) ? stats.cooldown : undefined };
  const isHopeless = HOPELESS.includes(outcome.code);
  if (isCooling(stats, outcome.atMs) || !(isHopeless || failsTooOften(counted.recent))) return counted;
  const stepMs = Math.min(LONGEST_COOLDOWN_MS, stats.cooldown ? stats.cooldown.stepMs * 2 : FIRST_COOLDOWN_MS);
  const reason = isHopeless ? outcome.code : 'ERROR_RATIO';
  // What led to it is not held against the target again when its time is over.
  return { ...counted, recent: [], cooldown: { untilMs: outcome.atMs + stepMs, stepMs, reason } };
}

export function isCooling({ cooldown }: TargetStats, nowMs: number): boolean {
  return cooldown !== undefined && cooldown.untilMs > nowMs;
}

/** Share of failures in the last minute; 0 of nothing. */
export function errorRatio({ recent }: TargetStats, nowMs: number): number {
  const minute = recent.filter(({ atMs }) => atMs > nowMs - MINUTE_MS);
  return minute.length === 0 ? 0 : minute.filter(({ isOk }) => !isOk).length / minute.length;
}

/**
 * Until the first word is seen, in milliseconds: the mean of the last streams; of a target that never streamed, the whole text at its mean
 * pace. 0 of one that was never measured, so that it is tried.
 */
export function expectedTtftMs({ ttftsMs, msPerToken }: TargetStats, outputTokens: number): number {
  if (ttftsMs.length > 0) return Math.round(mean(ttftsMs));
  return msPerToken.length > 0 ? Math.round(mean(msPerToken) * outputTokens) : 0;
}

/** By nearest rank; undefined of nothing. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function withLatency(stats: TargetStats, { isOk, ttftMs, latencyMs, completionTokens }: Outcome): TargetStats {
  const pace = isOk ? latencyMs / Math.max(1, completionTokens) : TIMEOUT_MS;
  const firstWord = isOk ? ttftMs : stats.ttftsMs.length > 0 ? TIMEOUT_MS : undefined;
  return {
    ...stats,
    msPerToken: [...stats.msPerToken, pace].slice(-SAMPLES),
    ttftsMs: firstWord === undefined ? stats.ttftsMs : [...stats.ttftsMs, firstWord].slice(-SAMPLES),
  };
}

function failsTooOften(recent: TargetStats['recent']): boolean {
  const failed = recent.filter(({ isOk }) => !isOk).length;
  return recent.length >= MIN_OUTCOMES && failed / recent.length > FAILURE_SHARE;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
