import { notFound } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { toFlagMessage } from '../mapping/to-flag.js';

export function getFlag({ flags }: Deps): SettingsHandler<'getFlag'> {
  return ({ key }) => {
    const record = flags.records.get(key);
    return record === undefined ? Promise.reject(notFound('flag', key)) : Promise.resolve(toFlagMessage(record));
  };
}
