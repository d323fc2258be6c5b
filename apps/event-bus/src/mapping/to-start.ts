import { StartFrom, type EventStart } from '@bodybroker/contracts-event-bus';
import { invalidArgument } from '@bodybroker/domain';
import type { StartPosition } from '@bodybroker/nats-sdk';

/** Where to start reading. @param byDefault what an absent or unspecified start means */
export function toStart(start: EventStart | undefined, byDefault: StartPosition): StartPosition {
  if (start === undefined) return byDefault;
  switch (start.from) {
    case StartFrom.UNSPECIFIED:
      return byDefault;
    case StartFrom.NEW:
      return { from: 'new' };
    case StartFrom.ALL:
      return { from: 'all' };
    case StartFrom.SEQUENCE:
      return { from: 'sequence', sequence: Math.max(1, Number(start.sequence)) };
    case StartFrom.TIME:
      return { from: 'time', timeMs: toTime(start.timeMs) };
    default:
      throw invalidArgument('start.from', 'must be a known position', 'ENUM_UNSPECIFIED');
  }
}

/** The start of a reader that comes back: right after the last event it saw. */
export function resumed(request: { readonly afterSequence?: bigint }, start: StartPosition): StartPosition {
  if (request.afterSequence === undefined) return start;
  return { from: 'sequence', sequence: Number(request.afterSequence) + 1 };
}

/** The last moment a Date can hold. */
const LAST_MS = 8_640_000_000_000_000n;

function toTime(timeMs: bigint): number {
  if (timeMs > LAST_MS) throw invalidArgument('start.time_ms', 'must be Unix milliseconds');
  return Number(timeMs);
}
