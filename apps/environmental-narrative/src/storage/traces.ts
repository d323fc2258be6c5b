import { EntityRepository, jsonCodec, type OutboxEvent, type Store } from '@bodybroker/storage';
import type { Sky } from '../domain/sky.js';
import { addTrace, strengthOf, VISIBLE_STRENGTH, type Trace } from '../domain/trace.js';

/** A place in a world. */
export interface Spot {
  readonly worldId: string;
  readonly locationId: string;
}

export interface TracesOptions {
  /** What to publish of a trace that was not there. */
  tell(spot: Spot, trace: Trace): OutboxEvent;
  random(): number;
}

/** What is left behind in each place. */
export class Traces {
  readonly #traces: EntityRepository<readonly Trace[]>;
  readonly #options: TracesOptions;

  constructor(store: Store, options: TracesOptions) {
    this.#options = options;
    this.#traces = new EntityRepository(store, 'traces', {
      ...jsonCodec<readonly Trace[]>(),
      random: () => options.random(),
    });
  }

  /** All that were left, also those that have faded. */
  async at(spot: Spot): Promise<readonly Trace[]> {
    return (await this.#traces.get(idOf(spot)))?.value ?? [];
  }

  /** Leaves a trace; one of the same id that can still be seen is only made fresh, and not told of again. */
  async leave(spot: Spot, trace: Trace, sky: Sky): Promise<void> {
    await this.#traces.upsert(idOf(spot), (current) => {
      const before = current?.value ?? [];
      const same = before.find(({ id }) => id === trace.id);
      const isSeen = same !== undefined && strengthOf(same, trace.leftGms, sky) >= VISIBLE_STRENGTH;
      return { value: addTrace(before, trace, sky), events: isSeen ? [] : [this.#options.tell(spot, trace)] };
    });
  }
}

const idOf = ({ worldId, locationId }: Spot): string => `${worldId}/${locationId}`;
