import { str } from '@bodybroker/service-kit';

/** Settings of world-state, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds, comma separated' }),
  startLocation: str({ default: 'tallow-rooms', desc: 'where players are before they first move' }),
};
