import type { Deps } from '../deps.js';
import { MAX_ADVANCE_HOURS, advanceSky } from '../domain/region-sky.js';
import type { Place } from '../storage/place.js';

/** Hours that go by one after another, each with the change it brings; over more than these the sky goes in one stride. */
const MAX_SINGLE_HOURS = 48;

/**
 * Steps a region to an hour; one that is there already, or further, stays as it is.
 * @throws DomainError NOT_FOUND WORLD_NOT_FOUND, REGION_NOT_FOUND
 */
export async function stepRegion({ skies }: Pick<Deps, 'skies'>, place: Place, hour: number): Promise<void> {
  let reached: number;
  do {
    const { sky } = await skies.change(place, (nature, from) =>
      from.hour < hour ? advanceSky(nature, from, from.hour + stride(hour - from.hour)) : undefined,
    );
    reached = sky.value.hour;
  } while (reached < hour);
}

/** A year at most in one go: a service that begins late in the game must answer meanwhile. */
const stride = (hours: number): number => (hours <= MAX_SINGLE_HOURS ? 1 : Math.min(hours, MAX_ADVANCE_HOURS));
