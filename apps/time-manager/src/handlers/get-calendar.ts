import { DayPhase, Season, type ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import { FESTIVALS, MONTH_NAMES, WEEKDAY_NAMES } from '../domain/almanac.js';
import { DAYS_PER_MONTH, DAYS_PER_MOON, DAY_GMS, HOUR_GMS, seasonOfMonth } from '../domain/calendar.js';
import { PHASE_STARTS } from '../domain/day-phase.js';

/** How the game counts time. */
export const getCalendar = (): Handler<ITimeManagerService, 'getCalendar'> => () =>
  Promise.resolve({
    hoursPerDay: DAY_GMS / HOUR_GMS,
    daysPerMonth: DAYS_PER_MONTH,
    daysPerMoon: DAYS_PER_MOON,
    months: MONTH_NAMES.map((name, index) => ({ number: index + 1, name, season: Season[seasonOfMonth(index + 1)] })),
    weekdays: [...WEEKDAY_NAMES],
    phases: PHASE_STARTS.map(({ phase, hour }) => ({ phase: DayPhase[phase], hour })),
    festivals: [...FESTIVALS],
  });
