import type { Answers, Question } from './messages.js';
import { WorkerPlace, type PlaceEnd, type PlaceOptions } from './worker-place.js';

/** All workers of a primary. */
export class Workers {
  readonly #places: readonly WorkerPlace[];
  readonly #options: PlaceOptions;
  readonly #stopping = new AbortController();
  #running: Promise<readonly PlaceEnd[]> = Promise.resolve([]);

  constructor(count: number, options: PlaceOptions) {
    this.#places = Array.from({ length: count }, (_, at) => new WorkerPlace(at + 1, options));
    this.#options = options;
  }

  /** Starts them and keeps as many running. Resolves when all have been stopped, or a worker's configuration is bad. */
  async run(): Promise<'stopped' | 'bad configuration'> {
    const places = this.#places.map((place) => place.keepFilled(this.#stopping.signal));
    this.#running = Promise.all(places);
    // Those that are stopped do not decide: another may still say why.
    const refused = places.map(async (place) => ((await place) === 'bad configuration' ? undefined : this.#running));
    await Promise.race(refused);
    return this.#stopping.signal.aborted ? 'stopped' : 'bad configuration';
  }

  /** Asks all at once. Under the number of each place: undefined where nobody is, or does not answer in time. */
  async ask<Q extends Question>(question: Q, timeoutMs: number): Promise<ReadonlyMap<number, Answers[Q] | undefined>> {
    return new Map(
      await Promise.all(
        this.#places.map(async ({ number, worker }) => [number, await worker?.ask(question, timeoutMs)] as const),
      ),
    );
  }

  /** Has all finish what is under way; kills those that take longer than the time given. Tells whether all have finished. */
  async stop({ timeoutMs }: { readonly timeoutMs: number }): Promise<'finished' | 'cut off'> {
    this.#stopping.abort();
    for (const { worker } of this.#places) worker?.stop();
    const over = new AbortController();
    const tooLate = this.#options.pause(timeoutMs, over.signal).then(() => {
      if (!over.signal.aborted) this.kill();
    });
    const ends = await this.#running;
    over.abort();
    await tooLate;
    return ends.includes('cut off') ? 'cut off' : 'finished';
  }

  /** Ends all at once. */
  kill(): void {
    for (const { worker } of this.#places) worker?.kill();
  }
}
