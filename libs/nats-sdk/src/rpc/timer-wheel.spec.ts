import fc from 'fast-check';
import { TimerWheel, type Timed } from './timer-wheel.js';

const TICK_MS = 20;

class Alarm implements Timed {
  dueMs: number;
  firedMs: number | undefined;

  constructor(dueMs: number) {
    this.dueMs = dueMs;
  }

  onDue(nowMs: number): void {
    this.firedMs = nowMs;
  }
}

describe('TimerWheel', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('fires each once, never early and at most one tick late', () => {
    const property = fc.property(fc.array(fc.integer({ min: -100, max: 20_000 }), { maxLength: 50 }), (delays) => {
      const wheel = new TimerWheel(TICK_MS);
      const now = performance.now();
      const alarms = delays.map((delayMs) => new Alarm(now + delayMs));
      for (const alarm of alarms) wheel.schedule(alarm);
      jest.advanceTimersByTime(21_000);
      for (const { dueMs, firedMs = Infinity } of alarms) {
        expect(firedMs).toBeGreaterThanOrEqual(dueMs);
        expect(firedMs).toBeLessThanOrEqual(Math.max(dueMs, now) + 2 * TICK_MS);
      }
      expect(wheel.size).toBe(0);
    });
    fc.assert(property, { numRuns: 30 });
  });

  it('keeps no timer while nothing waits', () => {
    const wheel = new TimerWheel(TICK_MS);
    const alarm = new Alarm(performance.now() + 50);
    expect(jest.getTimerCount()).toBe(0);
    wheel.schedule(alarm);
    expect(jest.getTimerCount()).toBe(1);
    wheel.cancel(alarm);
    wheel.cancel(alarm);
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(1_000);
    expect(alarm.firedMs).toBeUndefined();
  });

  it('follows what moves later while it waits', () => {
    const wheel = new TimerWheel(TICK_MS);
    const start = performance.now();
    const alarm = new Alarm(start + 40);
    wheel.schedule(alarm);
    alarm.dueMs = start + 200;
    jest.advanceTimersByTime(180);
    expect(alarm.firedMs).toBeUndefined();
    jest.advanceTimersByTime(60);
    expect(alarm.firedMs).toBeDefined();
  });

  it('takes something due sooner when it is scheduled again', () => {
    const wheel = new TimerWheel(TICK_MS);
    const alarm = new Alarm(performance.now() + 10_000);
    wheel.schedule(alarm);
    alarm.dueMs = performance.now() + 40;
    wheel.schedule(alarm);
    expect(wheel.size).toBe(1);
    jest.advanceTimersByTime(80);
    expect(alarm.firedMs).toBeDefined();
  });

  it('never fires what is due at Infinity', () => {
    const wheel = new TimerWheel(TICK_MS);
    wheel.schedule(new Alarm(Infinity));
    expect(wheel.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
