import { readPage } from '@bodybroker/domain';
import type { Deps, ModeHandler } from '../deps.js';
import { toProfileMessage } from '../mapping/to-profile.js';

export function listProfiles({ profiles }: Deps): ModeHandler<'listProfiles'> {
  return async (request) => {
    const page = readPage(request);
    const rest = (await profiles.list()).filter(({ rank }) => page.after === undefined || rank > Number(page.after));
    const shown = rest.slice(0, page.size);
    const last = shown.at(-1);
    return {
      profiles: shown.map(toProfileMessage),
      nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(String(last.rank)),
    };
  };
}
