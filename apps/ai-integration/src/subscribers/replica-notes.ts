import type { Bus } from '@bodybroker/nats-sdk';

const CANCEL = 'note.ai-integration.cancel';
const MODELS = 'note.ai-integration.models';
const NOTHING = new Uint8Array(0);

export interface NoteListeners {
  /** Somebody wants this generation stopped, whoever runs it. */
  onCancel(generationId: string): void;
  /** What targets stand for may have changed. */
  onModelsChanged(): void;
}

/**
 * What the replicas of this service tell each other at once. A note can be lost: whatever must not be missed is in the store
 * as well.
 */
export class ReplicaNotes {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  cancel(generationId: string): void {
    this.#bus.publish(`${CANCEL}.${generationId}`, NOTHING);
  }

  modelsChanged(): void {
    this.#bus.publish(MODELS, NOTHING);
  }

  /** Hears the notes of all replicas, its own as well. Returns what ends it. */
  listen({ onCancel, onModelsChanged }: NoteListeners): () => void {
    const subscriptions = [
      this.#bus.subscribe(`${CANCEL}.*`, ({ subject }) => onCancel(subject.slice(CANCEL.length + 1))),
      this.#bus.subscribe(MODELS, onModelsChanged),
    ];
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }
}
