import { readPage } from '@bodybroker/domain';
import type { Deps, ModeHandler } from '../deps.js';
import { toModeChange } from '../mapping/to-mode.js';

export function listModeChanges({ modes }: Deps): ModeHandler<'listModeChanges'> {
  return async (request) => {
    const { playerId, deviceId } = request;
    const page = readPage(request, [playerId, deviceId]);
    const { rows, nextPageToken } = await modes.changes({ playerId, deviceId }, page);
    return { changes: rows.map(toModeChange), nextPageToken };
  };
}
