import { cutPage, readPage } from '@bodybroker/domain';
import type { Deps, ModeHandler } from '../deps.js';
import { toProfileMessage } from '../mapping/to-profile.js';

export function listProfiles({ profiles }: Deps): ModeHandler<'listProfiles'> {
  return async (request) => {
    const page = readPage(request);
    const rest = (await profiles.list()).filter(({ rank }) => page.after === undefined || rank > Number(page.after));
    const { rows, nextPageToken } = cutPage(rest, page, ({ rank }) => String(rank));
    return { profiles: rows.map(toProfileMessage), nextPageToken };
  };
}
