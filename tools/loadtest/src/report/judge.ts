import type { LoadReport } from './load-report.js';

/** Limits, milliseconds or a share of what was offered. Undefined: not looked at. */
export interface Thresholds {
  readonly maxP50Ms?: number | undefined;
  readonly maxP99Ms?: number | undefined;
  readonly maxErrorRate?: number | undefined;
  readonly maxFirstEventP99Ms?: number | undefined;
  readonly maxStreamDrops?: number | undefined;
}

export interface Verdict {
  readonly what: string;
  readonly isMet: boolean;
}

type Judged = Pick<LoadReport, 'totals' | 'latency' | 'firstEvent' | 'streams'>;

/** How a run did by the limits it was given. Something must always have been answered: nothing is fast when nothing works. */
export function judge(report: Judged, thresholds: Thresholds): readonly Verdict[] {
  const { totals, latency, firstEvent, streams } = report;
  const answered = totals.answered + totals.refused;
  const drops = streams.reduce((sum, { dropped }) => sum + dropped, 0);
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  return [
    { what: `answered: ${answered} (at least 1)`, isMet: answered > 0 },
    ...limit('p50', latency.p50Ms, thresholds.maxP50Ms, ms),
    ...limit('p99', latency.p99Ms, thresholds.maxP99Ms, ms),
    ...limit('error rate', errorRate(totals), thresholds.maxErrorRate, (rate) => `${(rate * 100).toFixed(3)} %`),
    ...limit('first event of streams, p99', firstEvent.p99Ms, thresholds.maxFirstEventP99Ms, ms),
    ...limit('stream drops', drops, thresholds.maxStreamDrops, String),
  ];
}

/** 0 when all is met, else 1. */
export function exitCodeOf(verdicts: readonly Verdict[]): 0 | 1 {
  return verdicts.every(({ isMet }) => isMet) ? 0 : 1;
}

/** The part of what was offered that failed, requests that were not sent among them. */
export function errorRate({ offered, failed }: LoadReport['totals']): number {
  return offered === 0 ? 0 : failed / offered;
}

function limit(name: string, value: number, most: number | undefined, show: (value: number) => string): Verdict[] {
  if (most === undefined) return [];
  return [{ what: `${name}: ${show(value)} (at most ${show(most)})`, isMet: value <= most }];
}
