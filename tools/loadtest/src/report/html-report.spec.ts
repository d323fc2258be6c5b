import { Recorder } from '../measure/recorder.js';
import { StreamTallies } from '../measure/stream-tally.js';
import { consoleReport } from './console-report.js';
import { escapeHtml } from './escape-html.js';
import { htmlReport } from './html-report.js';
import { judge } from './judge.js';
import { makeReport } from './make-report.js';

const HOSTILE = `<script>alert(1)</script>"'&\u001b[2J`;

function hostileReport() {
  const recorder = new Recorder(0, 1000);
  const call = { name: HOSTILE, kind: 'unary' } as const;
  recorder.offered(call, 0, 0).ended({ kind: 'failed', errorClass: `500 ${HOSTILE}` }, 1);
  recorder.offered(call, 1, 1).ended({ kind: 'refused', reason: HOSTILE }, 2);
  const streams = new StreamTallies();
  streams.of(HOSTILE, { beginsAtOnce: true }).drops.set(HOSTILE, 1);
  const facts = { settings: { [HOSTILE]: HOSTILE }, machine: {}, measuredSeconds: 1, isInterrupted: false };
  return makeReport({ ...facts, runId: HOSTILE, startedAt: HOSTILE, url: HOSTILE }, recorder, streams);
}

describe('the report', () => {
  it('escapes everything that came from outside', () => {
    const report = hostileReport();
    const html = htmlReport(report, [...judge(report, {}), { what: HOSTILE, isMet: false }]);
    expect(html).not.toContain('<script');
    expect(html).not.toContain(`"'&`);
    expect(html.split('&lt;script&gt;').length).toBeGreaterThan(8);
    expect(consoleReport(report, [])).not.toContain('\u001b');
  });

  it('needs nothing from elsewhere', () => {
    const html = htmlReport(hostileReport(), []);
    expect(html).not.toMatch(/src=|href=|@import|url\(/);
    expect(html.match(/<svg/g)).toHaveLength(4);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('can be made of a run in which nothing happened', () => {
    const facts = { runId: 'r', startedAt: '', url: '', settings: {}, machine: {}, measuredSeconds: 0 };
    const report = makeReport({ ...facts, isInterrupted: true }, new Recorder(0, 0), new StreamTallies());
    const html = htmlReport(report, judge(report, {}));
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    expect(consoleReport(report, judge(report, {}))).toContain('The run was interrupted');
  });

  it('escapes text for attributes as for elements', () => {
    expect(escapeHtml(`<a href="x" class='y'>&`)).toBe('&lt;a href=&quot;x&quot; class=&#39;y&#39;&gt;&amp;');
  });
});
