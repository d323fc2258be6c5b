import type { LatencySummary } from '../measure/latency-histogram.js';
import { charts } from './charts.js';
import { escapeHtml } from './escape-html.js';
import { errorRate, type Verdict } from './judge.js';
import type { Counted, LoadReport } from './load-report.js';
import { STYLE } from './style.js';

/** The report as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function htmlReport(report: LoadReport, verdicts: readonly Verdict[]): string {
  const { totals } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Load test ${escapeHtml(report.runId)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Load test ${escapeHtml(report.runId)}</h1>
<p>${escapeHtml(report.url)}, ${escapeHtml(report.startedAt)}; ${report.measuredSeconds.toFixed(1)} s measured, the ${report.warmUpOffered} requests of the warm-up left out.</p>
<p class="sum">Offered <b>${totals.offered}</b> = <b>${totals.answered}</b> answered + <b>${totals.refused}</b> refused by the game + <b>${totals.failed}</b> failed + <b>${totals.inFlight}</b> in flight. Error rate ${(errorRate(totals) * 100).toFixed(3)} %.</p>
${list(
  'verdicts',
  verdicts.map(
    ({ what, isMet }) =>
      `<li class="${isMet ? 'met' : 'missed'}">${isMet ? 'met' : 'missed'}: ${escapeHtml(what)}</li>`,
  ),
)}
${list(
  'notes',
  report.notes.map((note) => `<li>${escapeHtml(note)}</li>`),
)}
${charts(report).join('\n')}
<h2>Calls</h2>
<p>Latency in milliseconds, from when a call was due to the end of its answer; of a stream, to its first event.</p>
${callTable(report)}
${streamSection(report)}
${countSection('Errors', report.errors)}
${countSection('Refused by the rules of the game', report.refusals)}
<h2>The run</h2>
${rows(
  ['', ''],
  [...Object.entries(report.settings), ...Object.entries(report.machine)].map(([name, value]) => [name, String(value)]),
)}
</body>
</html>
`;
}

function callTable(report: LoadReport): string {
  const head = ['', 'offered', 'answered', 'refused', 'failed', 'in flight', 'p50', 'p90', 'p99', 'p99.9', 'max'];
  const { totals, latency, lateness } = report;
  return rows(head, [
    ['all; latency of unary calls', ...outcomes(totals), ...figures(latency)],
    ...report.calls.map((call) => [
      call.kind === 'stream' ? `${call.name} (stream)` : call.name,
      ...outcomes(call),
      ...figures(call.latency),
    ]),
    ['sent late by', String(lateness.count), '', '', '', '', ...figures(lateness)],
  ]);
}

function streamSection({ streams }: LoadReport): string {
  if (streams.length === 0) return '';
  const head = [
    '',
    'opened',
    'resumed',
    'cut by us',
    'dropped',
    'events',
    'repeated',
    'open p99',
    'first event p50',
    'p99',
  ];
  const body = streams.map((stream) => [
    stream.beginsAtOnce ? stream.name : `${stream.name} (when something happens)`,
    ...[stream.opened, stream.resumed, stream.cut, stream.dropped, stream.events, stream.repeated].map(String),
    ...[stream.opening.p99Ms, stream.firstEvent.p50Ms, stream.firstEvent.p99Ms].map(milliseconds),
    ...[stream.gap.p50Ms, stream.gap.p99Ms, stream.gap.maxMs].map(milliseconds),
    stream.drops.map(({ what, times }) => `${times} × ${what}`).join(', '),
  ]);
  return `<h2>Streams</h2>\n${rows([...head, 'gap p50', 'gap p99', 'gap max', 'dropped because'], body)}`;
}

function countSection(title: string, counted: readonly Counted[]): string {
  if (counted.length === 0) return '';
  const body = counted.map(({ what, times }) => [what, String(times)]);
  return `<h2>${escapeHtml(title)}</h2>\n${rows(['', 'times'], body)}`;
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table>\n${[cells('th', head), ...body.map((row) => cells('td', row))].join('\n')}\n</table></div>`;
}

function list(className: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul class="${className}">${items.join('')}</ul>`;
}

function outcomes({ offered, answered, refused, failed, inFlight }: LoadReport['totals']): readonly string[] {
  return [offered, answered, refused, failed, inFlight].map(String);
}

function figures({ p50Ms, p90Ms, p99Ms, p999Ms, maxMs }: LatencySummary): readonly string[] {
  return [p50Ms, p90Ms, p99Ms, p999Ms, maxMs].map(milliseconds);
}

const milliseconds = (ms: number): string => ms.toFixed(2);
