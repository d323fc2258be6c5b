import { readPage } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { toDefinitionMessage } from '../mapping/to-definition.js';
import { recordPage } from './record-page.js';

export function listSettingDefinitions({ definitions }: Deps): SettingsHandler<'listSettingDefinitions'> {
  return (request) => {
    const page = readPage(request, [request.category]);
    const shows = [...definitions.records].filter(
      ([, { value }]) => request.category === '' || value.category === request.category,
    );
    const { records, nextPageToken } = recordPage(shows, page);
    return Promise.resolve({ definitions: records.map(toDefinitionMessage), nextPageToken });
  };
}
