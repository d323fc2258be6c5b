import { eventTypeOf } from '@bodybroker/nats-sdk';
import { SettingsChanged } from '@bodybroker/contracts-settings';
import type { Deps, SettingsHandler } from '../deps.js';
import { toPlayerSettings } from '../mapping/to-player-settings.js';
import { readSettings } from './read-settings.js';

const STREAM = 'GAME_EVENTS';

export function watchSettings(deps: Deps): SettingsHandler<'watchSettings'> {
  return async function* ({ playerId, deviceId }, context) {
    const id = { playerId, deviceId };
    const worldId = context.worldId;
    const filterSubject = `${eventTypeOf(SettingsChanged).type}.${playerId}`;
    // Asked before the settings are read: a change in between is told once more rather than never.
    const last = await deps.log.last(STREAM, filterSubject);
    yield toPlayerSettings(playerId, await readSettings(deps, id, worldId));
    const changes = deps.log.read(STREAM, {
      filterSubject,
      start: last === undefined ? { from: 'all' } : { from: 'sequence', sequence: last.sequence + 1 },
      end: 'follow',
      signal: context.signal,
    });
    for await (const { sequence } of changes) {
      if (sequence > (last?.sequence ?? 0)) yield toPlayerSettings(playerId, await readSettings(deps, id, worldId));
    }
  };
}
