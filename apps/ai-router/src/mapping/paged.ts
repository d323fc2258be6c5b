import type { Page } from '@bodybroker/domain';

/** The rows of a page, and the token of the next one. @param rows sorted by `keyOf`, which is unique */
export function paged<Row>(
  rows: readonly Row[],
  page: Page,
  keyOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly nextPageToken: string } {
  const { after } = page;
  const rest = after === undefined ? rows : rows.filter((row) => keyOf(row) > after);
  const shown = rest.slice(0, page.size);
  const last = shown.at(-1);
  return { rows: shown, nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(keyOf(last)) };
}
