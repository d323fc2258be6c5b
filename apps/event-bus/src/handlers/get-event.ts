import type { Deps, EventBusHandler } from '../deps.js';
import { toDomain } from '../mapping/to-domain.js';

/** One stored event. */
export const getEvent =
  ({ reader }: Deps): EventBusHandler<'getEvent'> =>
  async ({ stream, sequence }, { signal }) => {
    toDomain(stream);
    return reader.get(stream, Number(sequence), signal);
  };
