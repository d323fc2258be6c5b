import fc from 'fast-check';
import { TimerWheel, type Timed } from './timer-wheel.js';

const TICK_MS = 20;

class Alarm implements Timed {
  dueMs: number;
  firedMs: number | undefined;
  setMs = performance.now();

  constructor(dueMs: number) {
    this.dueMs = dueMs;
  }

  set(dueMs: number): void {
    this.dueMs = dueMs;
    this.firedMs = undefined;
    this.setMs = performance.now();
  }

  onDue(nowMs: number): void {
    if (this.firedMs !== undefined) throw new Error('it has fired before');
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

  it('does what a list of alarms would do, whatever is scheduled, moved and cancelled, and when', () => {
    const step = fc.record({
      what: fc.constantFrom('schedule', 'postpone', 'cancel', 'wait'),
      index: fc.nat(4),
      ms: fc.oneof(fc.nat(3 * TICK_MS), fc.nat(12_000)),
    });
    const property = fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const wheel = new TimerWheel(TICK_MS);
      const alarms = Array.from({ length: 5 }, () => new Alarm(Infinity));
      const waiting = new Map<Alarm, number>();
      for (const { what, index, ms } of [...steps, { what: 'wait', index: 0, ms: 30_000 }]) {
        const alarm = alarms[index % alarms.length] as Alarm;
        const now = performance.now();
        if (what === 'wait') {
          jest.advanceTimersByTime(ms);
          for (const [one, dueMs] of waiting) {
            const endedMs = performance.now();
            // In the last two ticks it may have fired and need not have.
            if (one.firedMs === undefined) expect(dueMs).toBeGreaterThan(endedMs - 2 * TICK_MS);
            else {
              expect(one.firedMs).toBeGreaterThanOrEqual(dueMs);
              expect(one.firedMs).toBeLessThanOrEqual(Math.max(dueMs, one.setMs) + 2 * TICK_MS);
              waiting.delete(one);
            }
          }
        } else if (what === 'cancel') {
          wheel.cancel(alarm);
          waiting.delete(alarm);
        } else if (what === 'schedule' || waiting.has(alarm)) {
          const postponed = what === 'postpone';
          alarm.set(postponed ? alarm.dueMs + ms : now + ms);
          if (!postponed) wheel.schedule(alarm);
          waiting.set(alarm, alarm.dueMs);
        }
        expect(wheel.size).toBe(waiting.size);
      }
      expect(wheel.size).toBe(0);
      expect(jest.getTimerCount()).toBe(0);
    });
    fc.assert(property, { numRuns: 100 });
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
