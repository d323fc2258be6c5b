import type { Bus } from '@bodybroker/nats-sdk';

const MODELS = 'note.ai-router.models';
const CAPABILITIES = 'note.ai-router.capabilities';
const NOTHING = new Uint8Array(0);

export interface NoteListeners {
  onModelsChanged(): void;
  onCapabilitiesChanged(): void;
}

/** What the replicas of this service tell each other at once. A note can be lost: nothing is remembered for long without it either. */
export class ReplicaNotes {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  modelsChanged(): void {
    this.#bus.publish(MODELS, NOTHING);
  }

  capabilitiesChanged(): void {
    this.#bus.publish(CAPABILITIES, NOTHING);
  }

  /** Hears the notes of all replicas, its own as well. Returns what ends it. */
  listen({ onModelsChanged, onCapabilitiesChanged }: NoteListeners): () => void {
    const subscriptions = [
      this.#bus.subscribe(MODELS, onModelsChanged),
      this.#bus.subscribe(CAPABILITIES, onCapabilitiesChanged),
    ];
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }
}
