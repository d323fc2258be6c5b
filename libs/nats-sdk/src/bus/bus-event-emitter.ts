import type { BusEvent } from './bus.js';

/** Hands bus events to listeners; one that throws does not keep the others from hearing. */
export class BusEventEmitter {
  readonly #listeners = new Set<(event: BusEvent) => void>();

  on(listener: (event: BusEvent) => void): () => void {
    // A wrapper of its own, so that a listener added twice is removed once at a time.
    const entry = (event: BusEvent): void => listener(event);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  emit(event: BusEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        if (event.type !== 'error') this.emitError(error);
      }
    }
  }

  emitError(thrown: unknown): void {
    this.emit({ type: 'error', error: thrown instanceof Error ? thrown : new Error(String(thrown)) });
  }
}
