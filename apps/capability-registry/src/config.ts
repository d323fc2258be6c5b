import { countBetween } from '@bodybroker/service-kit';

/** Settings of capability-registry, beside those every service has. */
export const config = {
  maxSubjects: countBetween(1, 100_000)({ default: 2000, desc: 'subjects that may be registered at a time' }),
  sweepMs: countBetween(10, 60_000)({ default: 1000, desc: 'how often ended leases are swept away' }),
  backendLeaseMs: countBetween(5000, 600_000)({ default: 60_000, desc: "lease on the backend's own capabilities" }),
};
