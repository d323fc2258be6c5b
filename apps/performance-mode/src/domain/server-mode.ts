export const SERVER_MODES = ['NORMAL', 'ECONOMY', 'EMERGENCY'] as const;
export type ServerModeName = (typeof SERVER_MODES)[number];

/** How much the servers spare themselves, and what has been seen since. */
export interface ServerMode {
  readonly mode: ServerModeName;
  /** Unix milliseconds. */
  readonly sinceMs: number;
  readonly reasons: readonly string[];
  /** Set by hand; ends by itself. */
  readonly manualUntilMs?: number;
  /** Since when an important service was too slow at every look. */
  readonly hotSinceMs?: number;
  /** Since when none was. */
  readonly calmSinceMs?: number;
}

/** How loaded a service said it is. */
export interface ServiceLoad {
  readonly service: string;
  readonly p95Ms: number;
  readonly queueDepth: number;
  /** 0 to 1. */
  readonly errorRatio: number;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** What important services are expected to stay under: p95 in milliseconds, by service. */
export type LoadTargets = ReadonlyMap<string, number>;

/** Slower than this many times its target is too slow. */
const HOT = 2;
const UP_AFTER_MS = 30_000;
const DOWN_AFTER_MS = 120_000;
/** Older reports say nothing. */
const REPORT_LIVES_MS = 60_000;

export const startServerMode = (nowMs: number): ServerMode => ({
  mode: 'NORMAL',
  sinceMs: nowMs,
  reasons: ['all is well'],
});

/** Set by hand for a while. */
export function setByHand(
  mode: ServerModeName,
  { ttlMs, reason, nowMs }: { readonly ttlMs: number; readonly reason: string; readonly nowMs: number },
): ServerMode {
  return { mode, sinceMs: nowMs, reasons: [reason], manualUntilMs: nowMs + ttlMs };
}

/** One look at the loads: at most one step, after 30 s of trouble or two minutes of calm. */
export function evaluated(
  state: ServerMode,
  loads: readonly ServiceLoad[],
  targets: LoadTargets,
  nowMs: number,
): ServerMode {
  if (state.manualUntilMs !== undefined) {
    if (nowMs < state.manualUntilMs) return state;
    return { ...startServerMode(nowMs), reasons: ['the time of the mode set by hand is over'] };
  }
  const hot = loads.filter((load) => isHot(load, targets, nowMs));
  const { hotSinceMs: _, calmSinceMs: __, ...rest } = state;
  if (hot.length > 0) {
    const hotSinceMs = state.hotSinceMs ?? nowMs;
    if (nowMs - hotSinceMs < UP_AFTER_MS || state.mode === 'EMERGENCY') return { ...rest, hotSinceMs };
    const reasons = hot.map(({ service, p95Ms }) => `${service} answers in ${Math.round(p95Ms)} ms (p95)`);
    return { mode: state.mode === 'NORMAL' ? 'ECONOMY' : 'EMERGENCY', sinceMs: nowMs, reasons, hotSinceMs: nowMs };
  }
  if (state.mode === 'NORMAL') return rest;
  const calmSinceMs = state.calmSinceMs ?? nowMs;
  if (nowMs - calmSinceMs < DOWN_AFTER_MS) return { ...rest, calmSinceMs };
  const mode = state.mode === 'EMERGENCY' ? 'ECONOMY' : 'NORMAL';
  return { mode, sinceMs: nowMs, reasons: ['calm for two minutes'], calmSinceMs: nowMs };
}

function isHot({ service, p95Ms, atMs }: ServiceLoad, targets: LoadTargets, nowMs: number): boolean {
  const target = targets.get(service);
  return target !== undefined && p95Ms > HOT * target && nowMs - atMs <= REPORT_LIVES_MS;
}
