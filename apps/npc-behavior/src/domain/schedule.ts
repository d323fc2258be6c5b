import { HOUR_GMS, HOURS_PER_DAY, hourOfDay, hourStart } from './game-time.js';
import type { ScheduleEntry } from './npc.js';

/** The hours of the day an entry covers. */
export function hoursOf({ fromHour, toHour }: ScheduleEntry): readonly number[] {
  const length = (toHour - fromHour + HOURS_PER_DAY) % HOURS_PER_DAY || HOURS_PER_DAY;
  return Array.from({ length }, (_, index) => (fromHour + index) % HOURS_PER_DAY);
}

/** What is wrong with a schedule, in words; undefined when it covers each of the 24 hours once. */
export function scheduleProblem(schedule: readonly ScheduleEntry[]): string | undefined {
  const taken = new Map<number, number>();
  for (const [index, entry] of schedule.entries()) {
    const { fromHour, toHour } = entry;
    if (!isWhole(fromHour, 23) || !isWhole(toHour, 24)) return `entry ${index} has hours that are none`;
    for (const hour of hoursOf(entry)) {
      if (taken.has(hour)) return `entries ${taken.get(hour)} and ${index} both cover ${hour}:00`;
      taken.set(hour, index);
    }
  }
  for (let hour = 0; hour < HOURS_PER_DAY; hour += 1) if (!taken.has(hour)) return `nothing covers ${hour}:00`;
  return undefined;
}

/** What the schedule says for a moment. @throws RangeError when it does not cover the day */
export function entryAt(schedule: readonly ScheduleEntry[], gms: number): ScheduleEntry {
  const hour = hourOfDay(gms);
  const entry = schedule.find((each) => hoursOf(each).includes(hour));
  if (entry === undefined) throw new RangeError(`the schedule does not cover ${hour}:00`);
  return entry;
}

/** When the schedule goes on to another entry, at most a day later. */
export function entryEndsAt(schedule: readonly ScheduleEntry[], gms: number): number {
  const present = entryAt(schedule, gms);
  const start = hourStart(gms);
  for (let hours = 1; hours < HOURS_PER_DAY; hours += 1) {
    const next = start + hours * HOUR_GMS;
    if (entryAt(schedule, next) !== present) return next;
  }
  return start + HOURS_PER_DAY * HOUR_GMS;
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
