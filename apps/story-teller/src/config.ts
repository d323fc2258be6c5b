import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of story-teller, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds stories are told in, comma separated' }),
  worldSeed: str({ default: 'nine-wards', desc: 'what all chance of stories is drawn from' }),
  worldStartHour: countBetween(
    0,
    24 * 360,
  )({ default: 8, desc: 'game hour a new world begins at: its time until an hour is heard of' }),
};
