/** Prints the demo as it goes: what was done, what came of it, how long it took. */
export class Story {
  readonly #write: (text: string) => void;
  #steps = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** The next act begins. */
  act(title: string): void {
    this.#write(`\n${title}\n\n`);
  }

  /** Runs one step. One that throws ends the demo; its title says where. */
  async step<T>(title: string, over: string, act: () => Promise<T>, tell: (result: T) => string): Promise<T> {
    this.#steps += 1;
    const start = performance.now();
    const result = await act().catch((error: unknown) => {
      throw new StepFailed(this.#steps, title, error);
    });
    const ms = (performance.now() - start).toFixed(1).padStart(8);
    this.#write(`${String(this.#steps).padStart(2)}. ${title}\n    ${tell(result)}\n    ${over} ${ms} ms\n`);
    return result;
  }

  /** A word of a stream, as it arrives. */
  word(text: string): void {
    this.#write(text);
  }
}

export class StepFailed extends Error {
  override readonly name = 'StepFailed';

  constructor(number: number, title: string, cause: unknown) {
    super(`step ${number} (${title}) went wrong: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** @throws Error when the world is not as it should be */
export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
