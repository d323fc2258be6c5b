import { LatencyHistogram } from '../measure/latency-histogram.js';
import { sendOnTime } from './send-on-time.js';

/** A clock that only moves when somebody waits, or when the test says so. */
function fakeTime() {
  const time = { nowMs: 1000 };
  return {
    time,
    now: () => time.nowMs,
    alarm: {
      wait: async (atMs: number) => {
        time.nowMs = Math.max(time.nowMs, atMs);
      },
    },
  };
}

const constant = (count: number, everyMs: number) => Array.from({ length: count }, (_, n) => n * everyMs);

describe('sending on time', () => {
  it('sends each when it is due', async () => {
    const { alarm, now } = fakeTime();
    const sent: [number, number][] = [];
    const signal = new AbortController().signal;
    const send = (dueMs: number, sentMs: number) => void sent.push([dueMs, sentMs]);
    await sendOnTime({ dueTimes: constant(3, 10), startMs: 1000, send, signal, alarm, now });
    expect(sent).toEqual([
      [1000, 1000],
      [1010, 1010],
      [1020, 1020],
    ]);
  });

  it('charges a stall to all that were due in it, and to none after', async () => {
    const { alarm, now, time } = fakeTime();
    const latency = new LatencyHistogram();
    const late: number[] = [];
    const signal = new AbortController().signal;
    const send = (dueMs: number, sentMs: number) => {
      late.push(sentMs - dueMs);
      // Answered as soon as it is sent: whatever is measured is the stall.
      latency.record(sentMs - dueMs);
      if (dueMs === 1100) time.nowMs += 1000;
    };
    await sendOnTime({ dueTimes: constant(200, 10), startMs: 1000, send, signal, alarm, now });
    expect(late.slice(0, 11).every((ms) => ms === 0)).toBe(true);
    // 990 ms late, then 980 … 0: a closed loop would have seen one slow request.
    expect(late.slice(11, 111)).toEqual(Array.from({ length: 100 }, (_, n) => 990 - n * 10));
    expect(late.slice(111).every((ms) => ms === 0)).toBe(true);
    expect(latency.count).toBe(200);
    expect(latency.atMs(0.9)).toBeGreaterThan(750);
  });

  it('does not wait for answers', async () => {
    const { alarm, now } = fakeTime();
    let sent = 0;
    const signal = new AbortController().signal;
    const send = () => {
      sent += 1;
      void new Promise(() => undefined);
    };
    await sendOnTime({ dueTimes: constant(50, 1), startMs: 1000, send, signal, alarm, now });
    expect(sent).toBe(50);
  });

  it('ends early when asked to', async () => {
    const { alarm, now } = fakeTime();
    const asking = new AbortController();
    const due: number[] = [];
    const send = (dueMs: number) => {
      due.push(dueMs);
      if (due.length === 3) asking.abort();
    };
    await sendOnTime({ dueTimes: constant(50, 1), startMs: 1000, send, signal: asking.signal, alarm, now });
    expect(due).toEqual([1000, 1001, 1002]);
  });
});
