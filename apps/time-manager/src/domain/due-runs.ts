import { lastRun, nextRun, parseCron } from './cron.js';
import type { CatchUp, ScheduledEvent } from './scheduled-event.js';

/** How many real milliseconds behind the clock a run may be, at the clock's scale, before it counts as missed. */
export const LATE_AFTER_MS = 2000;

/** One firing of a scheduled event. */
export interface Run {
  readonly dueGms: number;
  /** 1 for the first. */
  readonly number: number;
  readonly late: boolean;
}

/** What the next step with a due event is: fire once or not at all, then wait for the next run or be done. */
interface DueStep {
  readonly run: Run | undefined;
  /** Undefined: it has no more runs. It may be due at once, when several missed runs fire. */
  readonly next: ScheduledEvent | undefined;
}

/**
 * Decides about an event whose time has come.
 * @param onTimeGms runs before this moment are missed
 */
function stepDue(event: ScheduledEvent, onTimeGms: number): DueStep {
  const missed = event.nextGms < onTimeGms;
  const dueGms = missed ? MISSED_RUN[event.catchUp](event, onTimeGms) : event.nextGms;
  if (dueGms === undefined) return { run: undefined, next: afterRun(event, onTimeGms - 1) };
  const number = event.runs + 1;
  return { run: { dueGms, number, late: missed }, next: afterRun({ ...event, runs: number }, dueGms) };
}

/** What a due event does until the clock: fires some runs, then waits for the next or is done. */
export interface DueRuns {
  readonly runs: readonly Run[];
  readonly next: ScheduledEvent | undefined;
}

/**
 * Steps an event until it is no longer due, or has fired `limit` runs.
 * @param clockGms runs up to this moment are due
 * @param onTimeGms runs before this moment are missed
 */
export function runsUntil(event: ScheduledEvent, clockGms: number, onTimeGms: number, limit: number): DueRuns {
  const runs: Run[] = [];
  let next: ScheduledEvent | undefined = event;
  while (next !== undefined && next.nextGms <= clockGms && runs.length < limit) {
    const step: DueStep = stepDue(next, onTimeGms);
    if (step.run !== undefined) runs.push(step.run);
    next = step.next;
  }
  return { runs, next };
}

/** Which of the missed runs fires now. */
const MISSED_RUN: Readonly<Record<CatchUp, (event: ScheduledEvent, onTimeGms: number) => number | undefined>> = {
  ALL: (event) => event.nextGms,
  LAST: (event, onTimeGms) =>
    event.timing.kind === 'once' ? event.nextGms : lastRun(parseCron(event.timing.rule), onTimeGms, event.nextGms),
  SKIP: () => undefined,
};

function afterRun(event: ScheduledEvent, gms: number): ScheduledEvent | undefined {
  if (event.timing.kind === 'once') return undefined;
  if (event.maxRuns !== undefined && event.runs >= event.maxRuns) return undefined;
  return { ...event, nextGms: nextRun(parseCron(event.timing.rule), gms) };
}
