import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of knowledge-base, beside those every service has. */
export const config = {
  followMs: countBetween(100, 1000)({ default: 500, desc: 'how often other replicas’ changes are looked for: ms' }),
  embedModel: str({ default: '', desc: 'model reference for searches by likeness; empty: our own n-grams' }),
};
