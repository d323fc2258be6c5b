import { readPage } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { toFlagMessage } from '../mapping/to-flag.js';
import { recordPage } from './record-page.js';

export function listFlags({ flags }: Deps): SettingsHandler<'listFlags'> {
  return (request) => {
    const { records, nextPageToken } = recordPage([...flags.records], readPage(request));
    return Promise.resolve({ flags: records.map(toFlagMessage), nextPageToken });
  };
}
