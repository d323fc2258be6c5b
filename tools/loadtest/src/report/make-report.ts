import { byFrequency, count } from '../measure/count.js';
import type { CallTally } from '../measure/call-tally.js';
import { LatencyHistogram } from '../measure/latency-histogram.js';
import type { Recorder } from '../measure/recorder.js';
import type { StreamTallies } from '../measure/stream-tally.js';
import { notesOf } from './notes.js';
import type { CallReport, Counted, LoadReport, StreamReport, Totals } from './load-report.js';

export type RunFacts = Pick<
  LoadReport,
  'runId' | 'startedAt' | 'url' | 'settings' | 'machine' | 'measuredSeconds' | 'isInterrupted'
>;

/** Makes the report of what was recorded; the recorder takes nothing in any more. */
export function makeReport(facts: RunFacts, recorder: Recorder, streams: StreamTallies): LoadReport {
  recorder.close();
  const tallies = [...recorder.calls.values()];
  const unary = merged(tallies.filter(({ kind }) => kind === 'unary').map(({ latency }) => latency));
  const atOnce = [...streams.byName.values()].filter(({ beginsAtOnce }) => beginsAtOnce);
  const firstEvent = merged(atOnce.map((tally) => tally.firstEvent));
  const found = {
    ...facts,
    warmUpOffered: recorder.warmUpOffered,
    warmUpFailed: recorder.warmUpFailed,
    totals: totalsOf(tallies),
    latency: unary.summary(),
    curve: unary.curve(),
    lateness: recorder.lateness.summary(),
    firstEvent: firstEvent.summary(),
    errors: counted(summed(tallies.map(({ errors }) => errors))),
    refusals: counted(summed(tallies.map(({ refusals }) => refusals))),
    calls: [...recorder.calls].map(([name, tally]) => callReport(name, tally)).sort((a, b) => b.offered - a.offered),
    streams: streamReports(streams),
    stretchSeconds: recorder.series.stretchSeconds,
    series: recorder.series.rows(),
    histogram: unary.encoded(),
  };
  return { format: 'bodybroker-loadtest/1', ...found, notes: notesOf(found) };
}

function merged(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const all = new LatencyHistogram();
  for (const histogram of histograms) all.add(histogram);
  return all;
}

function summed(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const [what, times] of counts.flatMap((some) => [...some])) count(all, what, times);
  return all;
}

const counted = (counts: ReadonlyMap<string, number>): readonly Counted[] =>
  byFrequency(counts).map(([what, times]) => ({ what, times }));

function totalsOf(tallies: readonly Totals[]): Totals {
  const sum = (of: (tally: Totals) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    offered: sum(({ offered }) => offered),
    answered: sum(({ answered }) => answered),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
    inFlight: sum(({ inFlight }) => inFlight),
  };
}

function callReport(name: string, tally: CallTally & { readonly kind: CallReport['kind'] }): CallReport {
  return {
    name,
    kind: tally.kind,
    ...totalsOf([tally]),
    latency: tally.latency.summary(),
    errors: counted(tally.errors),
    refusals: counted(tally.refusals),
  };
}

function streamReports({ byName }: StreamTallies): readonly StreamReport[] {
  return [...byName].map(([name, tally]) => ({
    name,
    beginsAtOnce: tally.beginsAtOnce,
    opened: tally.opened,
    resumed: tally.resumed,
    cut: tally.cut,
    events: tally.events,
    repeated: tally.repeated,
    dropped: tally.dropped,
    drops: counted(tally.drops),
    opening: tally.opening.summary(),
    firstEvent: tally.firstEvent.summary(),
    gap: tally.gap.summary(),
  }));
}
