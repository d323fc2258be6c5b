import { TIMEOUT } from '../client/outcome.js';
import { makeReport } from '../report/make-report.js';
import { Recorder } from './recorder.js';
import { StreamTallies } from './stream-tally.js';

const TIME = { name: 'time', kind: 'unary' } as const;
const SAY = { name: 'say', kind: 'stream' } as const;
const FACTS = {
  runId: 'r',
  startedAt: '',
  url: '',
  settings: {},
  machine: {},
  measuredSeconds: 10,
  isInterrupted: false,
};
const failed = (errorClass: string) => ({ kind: 'failed', errorClass }) as const;

describe('what a run is counted by', () => {
  it('adds up: offered = answered + refused + failed + in flight, in all and for each call', () => {
    const recorder = new Recorder(1000, 10_000);
    recorder.offered(TIME, 1000, 1000).ended({ kind: 'answered' }, 1002);
    recorder.offered(TIME, 1100, 1101).ended({ kind: 'refused', reason: 'NOT_HERE' }, 1104);
    recorder.offered(TIME, 1200, 1200).ended(failed('429 RATE_LIMITED'), 1201);
    recorder.offered(SAY, 1300, 1300).ended({ kind: 'answered' }, 2300, 40);
    recorder.offered(SAY, 1400, 1400);
    const report = makeReport(FACTS, recorder, new StreamTallies());
    expect(report.totals).toEqual({ offered: 5, answered: 2, refused: 1, failed: 1, inFlight: 1 });
    for (const { offered, answered, refused, failed: bad, inFlight } of [report.totals, ...report.calls]) {
      expect(offered).toBe(answered + refused + bad + inFlight);
    }
    expect(report.series.reduce((sum, row) => sum + row.offered, 0)).toBe(5);
    expect(report.series.map(({ answered }) => answered)).toEqual([2, 1]);
    expect(report.latency.count).toBe(2);
    expect(report.calls.find(({ name }) => name === 'say')?.latency.maxMs).toBeCloseTo(40, 0);
  });

  it('leaves the warm-up out, whenever it is answered', () => {
    const recorder = new Recorder(1000, 10_000);
    const early = recorder.offered(TIME, 999, 999);
    early.ended(failed('reset'), 5000);
    const report = makeReport(FACTS, recorder, new StreamTallies());
    expect(report.warmUpOffered).toBe(1);
    expect(report.notes.join()).toContain("1 of the warm-up's requests failed");
    expect(report.totals).toEqual({ offered: 0, answered: 0, refused: 0, failed: 0, inFlight: 0 });
    expect(report.series).toEqual([]);
  });

  it('measures from when a request was due, and shows the wait where it began', () => {
    const recorder = new Recorder(0, 10_000);
    recorder.offered(TIME, 500, 2500).ended({ kind: 'answered' }, 2600);
    const { latency, series, lateness } = makeReport(FACTS, recorder, new StreamTallies());
    expect(Math.abs(latency.maxMs - 2100)).toBeLessThan(3);
    expect(Math.abs(lateness.maxMs - 2000)).toBeLessThan(3);
    expect(series[0]?.maxMs).toBeGreaterThan(2000);
    expect(series[2]).toMatchObject({ answered: 1, maxMs: 0 });
  });

  it('keeps timeouts in the latencies and quick failures out', () => {
    const recorder = new Recorder(0, 10_000);
    recorder.offered(TIME, 0, 0).ended(failed(TIMEOUT), 1000);
    recorder.offered(TIME, 0, 0).ended(failed('connection refused'), 1);
    const { latency, errors } = makeReport(FACTS, recorder, new StreamTallies());
    expect(latency.count).toBe(1);
    expect(latency.p50Ms).toBeGreaterThan(990);
    expect(errors).toEqual([
      { what: 'connection refused', times: 1 },
      { what: 'timeout', times: 1 },
    ]);
  });

  it('takes nothing in once the report is made', () => {
    const recorder = new Recorder(0, 10_000);
    const offered = recorder.offered(TIME, 0, 0);
    const report = makeReport(FACTS, recorder, new StreamTallies());
    offered.ended({ kind: 'answered' }, 1);
    expect(report.totals.inFlight).toBe(1);
    expect(recorder.calls.get('time')?.answered).toBe(0);
  });

  it('has rows for several seconds in a run of many hours', () => {
    expect(new Recorder(0, 15_000).series.stretchSeconds).toBe(1);
    expect(new Recorder(0, 24 * 3_600_000).series.stretchSeconds).toBe(24);
  });
});
