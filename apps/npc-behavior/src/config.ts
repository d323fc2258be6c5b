import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of npc-behavior, beside those every service has. */
export const config = {
  worlds: str({ default: 'main', desc: 'ids of the worlds with people, comma separated' }),
  worldSeed: str({ default: 'nine-wards', desc: 'what all chance of the world is drawn from' }),
  saysPerMinute: countBetween(1, 600)({ default: 6, desc: 'lines a player may say in a minute' }),
  talkIdleMs: countBetween(
    1000,
    3_600_000,
  )({ default: 180_000, desc: 'a conversation in which nothing is said for so long is over' }),
  peerMs: countBetween(
    50,
    5000,
  )({ default: 600, desc: 'how long another service is waited for where there is a way without it' }),
  tellMs: countBetween(
    250,
    600_000,
  )({ default: 1000, desc: 'how often world-state is told of those it has not heard of' }),
};
