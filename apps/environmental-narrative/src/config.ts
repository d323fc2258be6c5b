import { str } from '@bodybroker/service-kit';

/** Settings of environmental-narrative, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds, comma separated' }),
  worldSeed: str({ default: 'nine-wards', desc: 'what all chance of the world is drawn from' }),
};
