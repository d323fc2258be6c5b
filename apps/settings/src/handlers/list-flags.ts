import { pageOf, readPage } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { toFlagMessage } from '../mapping/to-flag.js';

export function listFlags({ flags }: Deps): SettingsHandler<'listFlags'> {
  return (request) => {
    const { rows, nextPageToken } = pageOf(flags.records, readPage(request), ([key]) => key);
    return Promise.resolve({ flags: rows.map(([, flag]) => toFlagMessage(flag)), nextPageToken });
  };
}
