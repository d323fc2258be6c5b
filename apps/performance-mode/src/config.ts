import { num } from '@bodybroker/service-kit';

/** Settings of this service, beside those every service has. */
export const config = {
  evaluateMs: num({ default: 5000, desc: 'how often the server mode is looked at' }),
  leaseMs: num({ default: 15_000, desc: 'how long a replica that looks at it may be silent before another does' }),
};
