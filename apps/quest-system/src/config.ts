import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of quest-system, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds quests are played in, comma separated' }),
  worldStartHour: countBetween(
    0,
    24 * 360,
  )({ default: 8, desc: 'game hour a new world begins at: its time until an hour is heard of' }),
};
