import { invalidArgument } from '@bodybroker/domain';
import {
  DAYS_PER_MONTH,
  DAYS_PER_YEAR,
  DAY_GMS,
  MINUTE_GMS,
  MONTHS_PER_YEAR,
  dateOf,
  dayNumberOf,
  weekdayOf,
} from './calendar.js';

/**
 * A rule of repetition on the game calendar: minute, hour, day of month, month, weekday. Days are taken as Vixie cron does:
 * when day of month and weekday are both restricted, a day that fits either will do.
 */
export interface Cron {
  /** Minutes of the day at which it runs, ascending. */
  readonly minutesOfDay: readonly number[];
  /** Whether it runs on the day with this number. */
  runsOn(dayNumber: number): boolean;
}

const FIELDS = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: DAYS_PER_MONTH },
  { name: 'month', min: 1, max: MONTHS_PER_YEAR },
  { name: 'weekday', min: 0, max: 6 },
] as const;

/**
 * Reads five fields of lists (`1,15`), ranges (`8-18`), steps (`*` or a range, then `/6`) and `*`.
 * @throws DomainError INVALID_ARGUMENT BAD_CRON {position: number of the field}
 */
export function parseCron(text: string): Cron {
  const texts = text.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) throw badCron(`has ${texts.length} fields instead of 5`, 0);
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = FIELDS.map((field, index) =>
    parseField(texts[index] ?? '', field, index + 1),
  );
  const anyDay = days.length === DAYS_PER_MONTH;
  const anyWeekday = weekdays.length === 7;
  return {
    minutesOfDay: hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)),
    runsOn: (dayNumber) => {
      const { month, day } = dateOf(dayNumber * DAY_GMS);
      if (!months.includes(month)) return false;
      const dayFits = days.includes(day);
      const weekdayFits = weekdays.includes(weekdayOf(dayNumber));
      return anyDay || anyWeekday ? dayFits && weekdayFits : dayFits || weekdayFits;
    },
  };
}

/** The first run after a moment. */
export function nextRun(cron: Cron, afterGms: number): number {
  const firstDay = dayNumberOf(afterGms);
  // Every rule has a day in each year, since all months are alike and longer than a week.
  for (let day = firstDay; day <= firstDay + DAYS_PER_YEAR; day += 1) {
    if (!cron.runsOn(day)) continue;
    const run = cron.minutesOfDay.map((minute) => day * DAY_GMS + minute * MINUTE_GMS).find((gms) => gms > afterGms);
    if (run !== undefined) return run;
  }
  throw new RangeError('a cron rule without a run in a whole year');
}

/** The last run before a moment, undefined when there was none since `sinceGms` (inclusive). */
export function lastRun(cron: Cron, beforeGms: number, sinceGms: number): number | undefined {
  for (let day = dayNumberOf(beforeGms); day >= dayNumberOf(sinceGms); day -= 1) {
    if (!cron.runsOn(day)) continue;
    const runs = cron.minutesOfDay.map((minute) => day * DAY_GMS + minute * MINUTE_GMS);
    const run = runs.findLast((gms) => gms < beforeGms && gms >= sinceGms);
    if (run !== undefined) return run;
  }
  return undefined;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** The numbers a field allows, ascending, each once. */
function parseField(text: string, field: Field, position: number): readonly number[] {
  const numbers = text.split(',').flatMap((part) => parsePart(part, field, position));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

const PART = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/;

function parsePart(part: string, { name, min, max }: Field, position: number): readonly number[] {
  const match = PART.exec(part);
  if (match === null) throw badCron(`"${part}" is not a ${name}`, position);
  const [, first, last, stepText] = match;
  const from = Number(first ?? min);
  // `5/10` means from 5 on in steps of 10, as in Vixie cron's successors.
  const to = Number(last ?? (first === undefined || stepText !== undefined ? max : first));
  const step = Number(stepText ?? 1);
  if (from < min || to > max || from > to || step === 0) {
    throw badCron(`"${part}" is not a ${name} from ${min} to ${max}`, position);
  }
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function badCron(rule: string, position: number): Error {
  return invalidArgument('cron', rule, 'BAD_CRON', { position: String(position) });
}
