import { ModeChanged } from '@bodybroker/contracts-performance-mode';
import { decodeEvent, decodePayload, eventTypeOf } from '@bodybroker/nats-sdk';
import { changesFromNow } from '@bodybroker/service-kit';
import type { Deps, ModeHandler } from '../deps.js';
import { readMode } from './read-mode.js';

const STREAM = 'GAME_EVENTS';

export function watchMode(deps: Deps): ModeHandler<'watchMode'> {
  return async function* ({ playerId, deviceId }, { signal }) {
    const filterSubject = `${eventTypeOf(ModeChanged).type}.${playerId}`;
    const changes = await changesFromNow(deps.log, { stream: STREAM, filterSubject, signal });
    yield readMode(deps, { playerId, deviceId });
    for await (const { data } of changes) {
      const { mode } = decodePayload(ModeChanged, decodeEvent(data));
      if (mode?.deviceId === deviceId) yield mode;
    }
  };
}
