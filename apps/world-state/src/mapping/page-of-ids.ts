import type { Page } from '@bodybroker/domain';

/** A page of ids that are all in memory, by their UTF-16 order, and the token of the next. */
export function pageOfIds(
  ids: Iterable<string>,
  page: Page,
): { readonly ids: readonly string[]; readonly nextPageToken: string } {
  const { after } = page;
  const rest = [...ids].filter((id) => after === undefined || id > after).sort();
  const shown = rest.slice(0, page.size);
  const last = shown.at(-1);
  return { ids: shown, nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last) };
}
