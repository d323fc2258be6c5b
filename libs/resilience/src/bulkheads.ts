import { BulkheadFullError } from './bulkhead-full-error.js';
import { LoadShedder, OverloadedError, type LoadShedderOptions } from './load-shedder.js';

const DEFAULTS: LoadShedderOptions = { maxInFlight: 1024, maxQueue: 1024, maxWaitMs: 1000 };

/** One bounded compartment per target, so that one slow service cannot hold every call of this process. */
export class Bulkheads {
  readonly #options: LoadShedderOptions;
  readonly #byTarget = new Map<string, LoadShedder>();

  constructor(options: Partial<LoadShedderOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Rejects with BulkheadFullError, or with what `work` rejects with. */
  execute<T>(target: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const compartment = this.#of(target);
    if (compartment.tryEnter()) return runInside(compartment, work);
    return waitForPlace(compartment, target, signal).then(() => runInside(compartment, work));
  }

  #of(target: string): LoadShedder {
    let compartment = this.#byTarget.get(target);
    if (compartment === undefined) this.#byTarget.set(target, (compartment = new LoadShedder(this.#options)));
    return compartment;
  }
}

async function runInside<T>(compartment: LoadShedder, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    compartment.leave();
  }
}

async function waitForPlace(compartment: LoadShedder, target: string, signal: AbortSignal): Promise<void> {
  try {
    await compartment.enter(signal);
  } catch (error) {
    if (error instanceof OverloadedError) throw new BulkheadFullError(target, error.retryAfterMs);
    throw error;
  }
}
