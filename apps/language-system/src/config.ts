import { str } from '@bodybroker/service-kit';

/** Settings of language-system, beside those every service has. */
export const config = {
  worldSeed: str({ default: 'nine-wards', desc: 'what the words of the shipped languages are drawn from' }),
};
