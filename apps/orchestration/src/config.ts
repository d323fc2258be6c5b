import { countBetween } from '@bodybroker/service-kit';

/** Settings of orchestration, beside those every service has. */
export const config = {
  maxLive: countBetween(1, 100_000)({ default: 1000, desc: 'executions that may live at a time' }),
  maxSteps: countBetween(1, 1000)({ default: 50, desc: 'calls this process makes at a time' }),
  timerPollMs: countBetween(10, 60_000)({ default: 250, desc: 'how late a timer fires at most' }),
  watchPollMs: countBetween(10, 60_000)({ default: 300, desc: 'how often a watched execution is looked at' }),
};
