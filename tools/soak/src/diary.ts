/** What happened while the players played: counts of calls and refusals, what was seen of versions, and what was broken. */
export class Diary {
  readonly #refusals = new Map<string, number>();
  readonly #flows = new Map<string, { done: number; givenUp: number }>();
  readonly #versions = new Map<string, bigint>();
  readonly #violations = new Set<string>();
  readonly #latenciesMs: number[] = [];
  #calls = 0;
  #kills = 0;

  answered({ call, status, reason, ms }: { call: string; status: number; reason: string; ms: number }): void {
    this.#calls += 1;
    if (status === 200) this.#latenciesMs.push(ms);
    else count(this.#refusals, `${status} ${reason}`);
    // A bug on our side, whatever was asked.
    if (status === 500) this.violated(`${call} answered 500 ${reason}`);
  }

  flow(name: string, outcome: 'done' | 'givenUp'): void {
    const counted = this.#flows.get(name) ?? { done: 0, givenUp: 0 };
    counted[outcome] += 1;
    this.#flows.set(name, counted);
  }

  killed(): void {
    this.#kills += 1;
  }

  /** A version that somebody was shown. It never gets smaller. */
  saw(what: string, version: unknown): void {
    const seen = BigInt(String(version ?? 0));
    const before = this.#versions.get(what) ?? 0n;
    if (seen < before) this.violated(`${what} went back from version ${before} to ${seen}`);
    else this.#versions.set(what, seen);
  }

  violated(what: string): void {
    this.#violations.add(what);
  }

  get violations(): readonly string[] {
    return [...this.#violations];
  }

  /** For people. */
  report(seconds: number): string {
    const sorted = this.#latenciesMs.sort((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
    const lines = [...this.#flows].map(
      ([name, { done, givenUp }]) => `  ${name.padEnd(16)} ${done} done, ${givenUp} given up`,
    );
    const refusals = [...this.#refusals]
      .sort((a, b) => b[1] - a[1])
      .map(([name, times]) => `  ${String(times).padStart(6)}  ${name}`);
    return [
      `${this.#calls} calls in ${seconds.toFixed(0)} s (${(this.#calls / seconds).toFixed(0)}/s), p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; ${this.#kills} kills; ${this.#versions.size} versioned things watched`,
      'Flows',
      ...lines,
      'Refused, or not answered at once',
      ...(refusals.length === 0 ? ['  nothing'] : refusals),
      this.#violations.size === 0 ? 'No invariant was broken.' : `BROKEN: ${this.#violations.size}`,
      ...this.violations.map((violation) => `  ${violation}`),
    ].join('\n');
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
