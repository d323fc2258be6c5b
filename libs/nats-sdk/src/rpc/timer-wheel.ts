/** Something to be done later; may wait in one wheel at a time. */
export interface Timed {
  /** When, in milliseconds of performance.now(). May move later while it waits; schedule again to move it earlier. */
  readonly dueMs: number;
  onDue(nowMs: number): void;
}

const SLOTS = 256;

/**
 * Deadlines of many calls behind one interval: schedule and cancel cost a set operation, and something due fires at
 * most one tick late. (A hashed timing wheel: Varghese and Lauck, 1987.) No timer runs while nothing waits.
 */
export class TimerWheel {
  readonly #tickMs: number;
  readonly #slots: Set<Timed>[] = Array.from({ length: SLOTS }, () => new Set());
  readonly #slotOf = new Map<Timed, Set<Timed>>();
  #timer: NodeJS.Timeout | undefined;
  #lastTick = 0;

  constructor(tickMs = 20) {
    this.#tickMs = tickMs;
  }

  get size(): number {
    return this.#slotOf.size;
  }

  /** Makes it wait, or wait anew. */
  schedule(timed: Timed): void {
    this.#slotOf.get(timed)?.delete(timed);
    this.#slotOf.delete(timed);
    if (this.#timer === undefined) {
      this.#lastTick = this.#tickOf(performance.now());
      this.#timer = setInterval(() => this.#advance(), this.#tickMs);
      this.#timer.unref();
    }
    this.#put(timed, this.#slotFor(timed));
    if (this.#slotOf.size === 0) this.#stop();
  }

  cancel(timed: Timed): void {
    const slot = this.#slotOf.get(timed);
    if (slot === undefined) return;
    slot.delete(timed);
    this.#slotOf.delete(timed);
    if (this.#slotOf.size === 0) this.#stop();
  }

  #advance(): void {
    const nowMs = performance.now();
    const now = this.#tickOf(nowMs);
    // After a pause longer than one turn every slot is looked at once.
    const from = Math.max(this.#lastTick + 1, now - SLOTS + 1);
    this.#lastTick = now;
    for (let tick = from; tick <= now; tick += 1) {
      for (const timed of this.#slots[tick % SLOTS] ?? []) {
        if (timed.dueMs > nowMs) this.#move(timed);
        else {
          this.cancel(timed);
          timed.onDue(nowMs);
        }
      }
    }
  }

  #slotFor(timed: Timed): Set<Timed> | undefined {
    // Never into a slot that has been looked at in this turn.
    const tick = Math.max(Math.ceil(timed.dueMs / this.#tickMs), this.#lastTick + 1);
    return this.#slots[tick % SLOTS];
  }

  #put(timed: Timed, slot: Set<Timed> | undefined): void {
    // What is due at Infinity has no slot.
    if (slot === undefined) return;
    slot.add(timed);
    this.#slotOf.set(timed, slot);
  }

  /** Finds the slot of something that waits for a later turn, or whose time has moved. */
  #move(timed: Timed): void {
    const slot = this.#slotFor(timed);
    const current = this.#slotOf.get(timed);
    if (slot === current) return;
    current?.delete(timed);
    this.#slotOf.delete(timed);
    this.#put(timed, slot);
  }

  #tickOf(timeMs: number): number {
    return Math.floor(timeMs / this.#tickMs);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
