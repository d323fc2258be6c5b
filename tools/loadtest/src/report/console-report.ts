import type { LatencySummary } from '../measure/latency-histogram.js';
import { errorRate, type Verdict } from './judge.js';
import type { Counted, LoadReport } from './load-report.js';

/** The report for a terminal. */
export function consoleReport(report: LoadReport, verdicts: readonly Verdict[]): string {
  const { totals, measuredSeconds } = report;
  const answered = totals.answered + totals.refused;
  return printable(
    [
      `Measured ${measuredSeconds.toFixed(1)} s at ${report.url}; the warm-up's ${report.warmUpOffered} requests are left out.`,
      `Offered ${totals.offered} = ${totals.answered} answered + ${totals.refused} refused by the game + ${totals.failed} failed + ${totals.inFlight} in flight`,
      `  ${perSecond(totals.offered, measuredSeconds)} offered, ${perSecond(answered, measuredSeconds)} answered, error rate ${(errorRate(totals) * 100).toFixed(3)} %`,
      '',
      'Latency from when a request was due, milliseconds',
      table(
        ['', 'count', 'p50', 'p90', 'p99', 'p99.9', 'max'],
        [
          ['all unary calls', ...figures(report.latency)],
          ...report.calls.map(({ name, kind, latency }) => [
            kind === 'stream' ? `  ${name} (to first event)` : `  ${name}`,
            ...figures(latency),
          ]),
          ['sent late by', ...figures(report.lateness)],
        ],
      ),
      ...(report.streams.length === 0 ? [] : ['', 'Streams', streamTable(report)]),
      ...counts('Errors', report.errors),
      ...counts('Refused by the rules of the game', report.refusals),
      ...(report.notes.length === 0 ? [] : ['', ...report.notes.map((note) => `Note: ${note}`)]),
      '',
      ...verdicts.map(({ what, isMet }) => `${isMet ? 'met   ' : 'MISSED'}  ${what}`),
    ].join('\n'),
  );
}

function streamTable({ streams }: LoadReport): string {
  const head = ['', 'opened', 'resumed', 'cut', 'events', 'dropped', 'first p50', 'first p99', 'gap p50', 'gap p99'];
  return table(
    head,
    streams.map((stream) => [
      `  ${stream.name}${stream.beginsAtOnce ? '' : ' (when something happens)'}`,
      ...[stream.opened, stream.resumed, stream.cut, stream.events, stream.dropped].map(String),
      ...[stream.firstEvent.p50Ms, stream.firstEvent.p99Ms, stream.gap.p50Ms, stream.gap.p99Ms].map(milliseconds),
    ]),
  );
}

function counts(title: string, counted: readonly Counted[]): readonly string[] {
  if (counted.length === 0) return [];
  return ['', title, ...counted.map(({ what, times }) => `${String(times).padStart(8)}  ${what}`)];
}

function figures(latency: LatencySummary): readonly string[] {
  const { count, p50Ms, p90Ms, p99Ms, p999Ms, maxMs } = latency;
  return [String(count), ...[p50Ms, p90Ms, p99Ms, p999Ms, maxMs].map(milliseconds)];
}

const milliseconds = (ms: number): string => ms.toFixed(2);
const perSecond = (times: number, seconds: number): string => `${(seconds === 0 ? 0 : times / seconds).toFixed(1)}/s`;
/** Reasons come from outside, and a terminal obeys control characters. */
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, '?');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return all.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
