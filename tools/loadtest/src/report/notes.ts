import { IN_FLIGHT_CAP, NO_FREE_PLAYER } from '../client/outcome.js';
import type { LoadReport } from './load-report.js';

/** Later than this at the 99th percentile, and the load test is a part of what it measures. */
const LATE_MS = 1;
/** Of what was offered. */
const MANY_REFUSALS = 0.2;

/** Errors that say how the test or the gateway is set, and what to do. */
const ADVICE: readonly (readonly [errorClass: RegExp, advice: string])[] = [
  [
    /^429 RATE_LIMITED/,
    'RATE_LIMITED: the gateway allows one player (and one address, for calls without a token) BB_RATE_PER_SECOND requests a second ' +
      'and BB_RATE_BURST at once. Each player here has a token of their own: give more --players, or set the two for the test.',
  ],
  [
    /^429 TOO_MANY_STREAMS/,
    'TOO_MANY_STREAMS: the gateway allows one player BB_MAX_STREAMS_PER_ACTOR streams. Give more --players or fewer --streams.',
  ],
  [
    /^429 (?!RATE_LIMITED|TOO_MANY_STREAMS)/,
    '429 of a service: a limit of the game for one player. Give more --players.',
  ],
  [
    /^503 OVERLOADED/,
    'OVERLOADED: the gateway answers no more than BB_MAX_IN_FLIGHT requests at a time, streams included.',
  ],
  [
    new RegExp(`^${IN_FLIGHT_CAP}`),
    'The in-flight cap was reached: requests came due faster than they were answered. What was not sent counts as failed. ' +
      'Either this is more than the system can do, or --max-in-flight is too low for its latency.',
  ],
  [
    new RegExp(`^${NO_FREE_PLAYER}`),
    'All players were waiting for such a call to be answered. Where the system did not stall, give more --players.',
  ],
  [/^connection refused/, 'Connections were refused: nothing listens there, or it was restarted meanwhile.'],
];

/** What a reader should know before believing the numbers. */
export function notesOf(report: Omit<LoadReport, 'notes' | 'format'>): readonly string[] {
  const { lateness, totals, isInterrupted, series } = report;
  const classes = [...report.errors, ...report.streams.flatMap(({ drops }) => drops)].map(({ what }) => what);
  const notes = ADVICE.filter(([pattern]) => classes.some((what) => pattern.test(what))).map(([, advice]) => advice);
  if (report.warmUpFailed > 0) notes.push(`${report.warmUpFailed} of the warm-up's requests failed.`);
  if (isInterrupted) notes.push('The run was interrupted: the numbers are of what was done until then.');
  if (totals.offered === 0) notes.push('Nothing was offered after the warm-up.');
  if (lateness.p99Ms > LATE_MS) {
    notes.push(
      `The load test itself sent late: ${lateness.p99Ms.toFixed(1)} ms at the 99th percentile, ${lateness.maxMs.toFixed(0)} ms at most. ` +
        'This is in the latencies. Give it a machine, or a core, of its own.',
    );
  }
  if (totals.refused > totals.offered * MANY_REFUSALS) {
    notes.push(
      'Many calls were refused by the rules of the game: these answers are cheaper than those that were meant.',
    );
  }
  const repeated = report.streams.reduce((sum, stream) => sum + stream.repeated, 0);
  if (repeated > 0) notes.push(`Resumed streams brought ${repeated} events again that had been seen.`);
  if (series.length > 0 && totals.inFlight > 0)
    notes.push(`${totals.inFlight} requests had not ended and are in no latency.`);
  return notes;
}
