import {
  DayPhase,
  DayStarted,
  HourPassed,
  HoursSkipped,
  PhaseChanged,
  Season,
  SeasonChanged,
} from '@bodybroker/contracts-time-manager';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { festivalsOn } from '../domain/almanac.js';
import { dateOf, dayNumberOf, hourNumberOf, moonOf, seasonOf, weekdayOf } from '../domain/calendar.js';
import type { Crossing } from '../domain/crossing.js';
import { phaseOf } from '../domain/day-phase.js';
import { worldFacts } from './world-facts.js';

/** Tells of an hour, phase, day or season that has begun, or of hours skipped. */
export function crossingTold(worldId: string, crossing: Crossing, nowMs: number): OutboxEvent {
  const { gms } = crossing;
  const eventId = `time:${worldId}:${crossing.kind}:${hourNumberOf(gms)}`;
  const facts = worldFacts({ worldId, eventId, gms, nowMs });
  const moment = { worldId, gms: BigInt(gms) };
  switch (crossing.kind) {
    case 'hour':
      return createEvent(HourPassed, { ...moment, ...hourFacts(gms) }, facts);
    case 'phase': {
      const { from, to } = crossing;
      return createEvent(PhaseChanged, { ...moment, oldPhase: DayPhase[from], newPhase: DayPhase[to] }, facts);
    }
    case 'day':
      return createEvent(DayStarted, { ...moment, ...dayFacts(gms) }, facts);
    case 'season': {
      const { from, to } = crossing;
      const { year } = dateOf(gms);
      return createEvent(SeasonChanged, { ...moment, oldSeason: Season[from], newSeason: Season[to], year }, facts);
    }
    case 'skipped': {
      const { fromGms, hours } = crossing;
      const span = { worldId, fromGms: BigInt(fromGms), toGms: BigInt(gms), hours: BigInt(hours) };
      return createEvent(HoursSkipped, span, facts);
    }
  }
}

function hourFacts(gms: number) {
  const { year, month, day, hour } = dateOf(gms);
  return {
    hourNumber: BigInt(hourNumberOf(gms)),
    dayNumber: BigInt(dayNumberOf(gms)),
    year,
    month,
    day,
    hour,
    phase: DayPhase[phaseOf(gms)],
    season: Season[seasonOf(gms)],
  };
}

function dayFacts(gms: number) {
  const { year, month, day } = dateOf(gms);
  const dayNumber = dayNumberOf(gms);
  return {
    dayNumber: BigInt(dayNumber),
    year,
    month,
    day,
    weekday: weekdayOf(dayNumber),
    moon: moonOf(dayNumber),
    season: Season[seasonOf(gms)],
    festivalIds: festivalsOn(gms).map(({ id }) => id),
  };
}
