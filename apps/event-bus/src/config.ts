import { countBetween } from '@bodybroker/service-kit';

/** Settings of event-bus, beside those every service has. */
export const config = {
  maxSubscribers: countBetween(1, 10_000)({ default: 100, desc: 'streams of Subscribe one replica holds open' }),
  leaseMs: countBetween(
    500,
    60_000,
  )({ default: 5000, desc: 'how long the replica that tells of dead letters outlives its last sign of life' }),
  sweepMs: countBetween(
    10,
    86_400_000,
  )({ default: 3_600_000, desc: 'how often subscriptions are looked at that nobody pulls from' }),
};
