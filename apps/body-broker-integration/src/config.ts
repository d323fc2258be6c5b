import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of body-broker-integration, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds traded in, comma separated' }),
  worldSeed: str({ default: 'nine-wards', desc: 'what all chance of the world is drawn from' }),
  duePollMs: countBetween(
    250,
    60_000,
  )({ default: 3000, desc: 'how often sessions, reservations and work left half-way are looked at' }),
  syncMs: countBetween(
    1000,
    3_600_000,
  )({ default: 60_000, desc: 'how often the weather is asked for and the clients are paid their allowance' }),
};
