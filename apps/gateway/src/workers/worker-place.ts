import type { Logger } from '@bodybroker/telemetry';
import { killWhenSilent } from './kill-when-silent.js';
import type { ProcessEnd, WorkerProcess } from './worker-process.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Up for so long, a worker has earned the shortest pause again. */
const STEADY_MS = 60_000;
/** EX_CONFIG of sysexits.h. */
export const EXIT_CONFIG = 78;

/** What a place needs of its surroundings. */
export interface PlaceOptions {
  /** Starts the worker of a place. */
  readonly start: (place: number) => WorkerProcess;
  /** Waits; ends early, without throwing, when aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Draws in [0, 1). */
  readonly random: () => number;
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How a place was left: its last worker finished its work, or was cut off at it, or cannot be replaced. */
export type PlaceEnd = 'finished' | 'cut off' | 'bad configuration';

/** A place for one worker. When it falls empty a new worker is started after a pause that doubles, with jitter, to 10 s. */
export class WorkerPlace {
  /** From 1; the worker that comes after another has the same. */
  readonly number: number;
  readonly #options: PlaceOptions;
  #worker: WorkerProcess | undefined;

  constructor(number: number, options: PlaceOptions) {
    this.number = number;
    this.#options = options;
  }

  /** The worker that is there now. */
  get worker(): WorkerProcess | undefined {
    return this.#worker;
  }

  /**
   * Keeps the place filled until aborted and empty: who aborts also stops the worker.
   * @returns early when a worker found its configuration bad: so would the next
   */
  async keepFilled(signal: AbortSignal): Promise<PlaceEnd> {
    const { start, pause, random, now, logger } = this.#options;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const startedMs = now();
      const worker = (this.#worker = start(this.number));
      const end = await this.#untilEnded(worker);
      this.#worker = undefined;
      if (signal.aborted) return hasFinished(end) ? 'finished' : 'cut off';
      if (end.code === EXIT_CONFIG) return 'bad configuration';
      if (now() - startedMs > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      // Workers that died of one cause must not all come back in the same moment.
      const waitMs = Math.round(pauseMs * (0.5 + random() / 2));
      logger.error('worker ended; starting another', { worker: this.number, pid: worker.pid, ...end, waitMs });
      await pause(waitMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    return 'finished';
  }

  async #untilEnded(worker: WorkerProcess): Promise<ProcessEnd> {
    const watching = new AbortController();
    const { pause, logger } = this.#options;
    const watched = killWhenSilent(worker, {
      pause,
      signal: watching.signal,
      onSilent: () => logger.error('worker does not answer; killing it', { worker: this.number, pid: worker.pid }),
    });
    const end = await worker.ended;
    watching.abort();
    await watched;
    return end;
  }
}

// SIGTERM and SIGINT end a worker only while it has nothing to finish yet: later it listens to them.
function hasFinished({ code, signal }: ProcessEnd): boolean {
  return code === 0 || signal === 'SIGTERM' || signal === 'SIGINT';
}
