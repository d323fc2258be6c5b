import { countBetween } from '@bodybroker/service-kit';

/** Settings of this service, beside those every service has. */
export const config = {
  discoverMs: countBetween(
    0,
    600_000,
  )({ default: 10_000, desc: 'how often running services are asked who is there; 0: never' }),
};
