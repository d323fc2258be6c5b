import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of weather-manager, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds with weather, comma separated' }),
  worldSeed: str({ default: 'nine-wards', desc: 'what all chance of the world is drawn from' }),
  syncMs: countBetween(
    100,
    3_600_000,
  )({ default: 30_000, desc: 'how often the game clock is asked, beside its events' }),
};
