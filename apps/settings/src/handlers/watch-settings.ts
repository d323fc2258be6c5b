import { eventTypeOf } from '@bodybroker/nats-sdk';
import { SettingsChanged } from '@bodybroker/contracts-settings';
import { changesFromNow } from '@bodybroker/service-kit';
import type { Deps, SettingsHandler } from '../deps.js';
import { toPlayerSettings } from '../mapping/to-player-settings.js';
import { readSettings } from './read-settings.js';

const STREAM = 'GAME_EVENTS';

export function watchSettings(deps: Deps): SettingsHandler<'watchSettings'> {
  return async function* ({ playerId, deviceId }, { worldId, signal }) {
    const filterSubject = `${eventTypeOf(SettingsChanged).type}.${playerId}`;
    const read = async () => toPlayerSettings(playerId, await readSettings(deps, { playerId, deviceId }, worldId));
    const changes = await changesFromNow(deps.log, { stream: STREAM, filterSubject, signal });
    yield await read();
    for await (const _ of changes) yield await read();
  };
}
