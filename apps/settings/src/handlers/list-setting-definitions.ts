import { pageOf, readPage } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { toDefinitionMessage } from '../mapping/to-definition.js';

export function listSettingDefinitions({ definitions }: Deps): SettingsHandler<'listSettingDefinitions'> {
  return (request) => {
    const page = readPage(request, [request.category]);
    const shows = [...definitions.records].filter(
      ([, { value }]) => request.category === '' || value.category === request.category,
    );
    const { rows, nextPageToken } = pageOf(shows, page, ([key]) => key);
    return Promise.resolve({
      definitions: rows.map(([, definition]) => toDefinitionMessage(definition)),
      nextPageToken,
    });
  };
}
