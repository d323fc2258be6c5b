import { ModeChanged } from '@bodybroker/contracts-performance-mode';
import { decodeEvent, decodePayload, eventTypeOf } from '@bodybroker/nats-sdk';
import type { Deps, ModeHandler } from '../deps.js';
import { readMode } from './read-mode.js';

const STREAM = 'GAME_EVENTS';

export function watchMode(deps: Deps): ModeHandler<'watchMode'> {
  return async function* ({ playerId, deviceId }, { signal }) {
    const filterSubject = `${eventTypeOf(ModeChanged).type}.${playerId}`;
    // Asked before the mode is read: a change in between is told once more rather than never.
    const last = await deps.log.last(STREAM, filterSubject);
    yield readMode(deps, { playerId, deviceId });
    const start =
      last === undefined ? ({ from: 'all' } as const) : ({ from: 'sequence', sequence: last.sequence + 1 } as const);
    for await (const { sequence, data } of deps.log.read(STREAM, { filterSubject, start, end: 'follow', signal })) {
      const { mode } = decodePayload(ModeChanged, decodeEvent(data));
      if (sequence > (last?.sequence ?? 0) && mode?.deviceId === deviceId) yield mode;
    }
  };
}
