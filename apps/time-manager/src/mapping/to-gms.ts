import { invalidArgument } from '@bodybroker/domain';
import { type GameDate } from '@bodybroker/contracts-time-manager';
import { LAST_YEAR, YEAR_GMS, gmsOf, isOnCalendar } from '../domain/calendar.js';

/** @throws DomainError INVALID_ARGUMENT when it is not a game time between gms 0 and the end of year 9999 */
export function toGms(value: bigint, field: string): number {
  const gms = Number(value);
  if (gms < 0 || gms >= LAST_YEAR * YEAR_GMS) throw invalidArgument(field, 'must be a game time, from 0 to year 9999');
  return gms;
}

/** @throws DomainError INVALID_ARGUMENT BAD_DATE when there is no such day or minute */
export function dateToGms(date: GameDate, field: string): number {
  if (!isOnCalendar(date)) throw invalidArgument(field, 'is not on the game calendar', 'BAD_DATE');
  return gmsOf(date);
}
