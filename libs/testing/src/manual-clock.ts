import type { Clock } from '@bodybroker/domain';

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  #nowMs: number;

  /** @param startMs Unix milliseconds; default 2026-01-01T00:00:00Z */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}
