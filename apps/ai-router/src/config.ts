import { countBetween, str } from '@bodybroker/service-kit';

/** Settings of ai-router, beside those every service has. */
export const config = {
  modelEnvironment: str({ default: 'prod', desc: 'whose deployments of models are routed to' }),
  aiDailyCapMicros: countBetween(
    0,
    1_000_000_000_000,
  )({ default: 1_000_000, desc: 'what texts of a player may cost in a day, in micro-dollars' }),
  recoverPollMs: countBetween(
    250,
    60_000,
  )({ default: 500, desc: 'how late it is told that a cooldown is over, at most' }),
};
