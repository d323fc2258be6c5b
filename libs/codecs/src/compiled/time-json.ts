import { SLOW_WAY } from './slow-way.js';

/** Seconds and nanoseconds, as google.protobuf.Timestamp and Duration hold them. */
export interface Instant {
  readonly seconds: number;
  readonly nanos: number;
}

const SECONDS_PER_DAY = 86_400;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: the timestamps JSON can say. */
const FIRST_SECOND = -62_135_596_800;
const LAST_SECOND = 253_402_300_799;
/** About 10 000 years: the longest Duration there is. */
const MOST_SECONDS = 315_576_000_000;

const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;
const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;

/** RFC 3339 in UTC, "2026-11-21T09:30:00.5Z". Other offsets and faults are left to the reference. @throws SLOW_WAY */
export function parseTimestamp(text: string): Instant {
  const match = TIMESTAMP.exec(text);
  if (match === null) throw SLOW_WAY;
  const milliseconds = Date.parse(`${match[1]}Z`);
  if (Number.isNaN(milliseconds) || milliseconds < FIRST_SECOND * 1000) throw SLOW_WAY;
  // Date.parse takes 30 February for 2 March, and 24:00 for the next day.
  if (new Date(milliseconds).getUTCDate() !== Number(text.slice(8, 10))) throw SLOW_WAY;
  return { seconds: milliseconds / 1000, nanos: nanosOf(match[2]) };
}

/** "1.5s" @throws SLOW_WAY */
export function parseDuration(text: string): Instant {
  const match = DURATION.exec(text);
  const seconds = Number(match?.[2]);
  if (match === null || seconds > MOST_SECONDS) throw SLOW_WAY;
  const sign = match[1] === '-' ? -1 : 1;
  return { seconds: sign * seconds, nanos: sign * nanosOf(match[3]) };
}

/** @throws SLOW_WAY for what is no timestamp */
export function timestampText({ seconds, nanos }: Instant): string {
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos > 999_999_999) throw SLOW_WAY;
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const rest = seconds - day * SECONDS_PER_DAY;
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(twoDigits).join(':');
  return `${dateText(day)}T${time}${fraction(nanos)}Z`;
}

/** @throws SLOW_WAY for what is no duration */
export function durationText({ seconds, nanos }: Instant): string {
  if (Math.abs(seconds) > MOST_SECONDS || Math.abs(nanos) > 999_999_999 || seconds * nanos < 0) throw SLOW_WAY;
  return `${seconds < 0 || nanos < 0 ? '-' : ''}${Math.abs(seconds)}${fraction(Math.abs(nanos))}s`;
}

let lastDay = NaN;
let lastDate = '';

/** Most timestamps of an answer are of one day. */
function dateText(day: number): string {
  if (day !== lastDay) {
    lastDate = new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastDate;
}

/** 0, 3, 6 or 9 digits, as canonical JSON wants. */
function fraction(nanos: number): string {
  if (nanos === 0) return '';
  const digits = String(nanos).padStart(9, '0');
  if (digits.endsWith('000000')) return `.${digits.slice(0, 3)}`;
  return digits.endsWith('000') ? `.${digits.slice(0, 6)}` : `.${digits}`;
}

function nanosOf(digits = ''): number {
  return Number(digits.padEnd(9, '0'));
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
