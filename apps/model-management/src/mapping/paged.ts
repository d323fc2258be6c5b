import type { Page } from '@bodybroker/domain';

/** The rows of a page, and the token of the next one. @param keyOf unique, in the order of the rows */
export function paged<Row>(
  rows: readonly Row[],
  page: Page,
  keyOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly nextPageToken: string } {
  const start = page.after === undefined ? 0 : rows.findIndex((row) => keyOf(row) === page.after) + 1;
  const shown = rows.slice(start, start + page.size);
  const last = shown.at(-1);
  const isLastPage = start + page.size >= rows.length;
  return { rows: shown, nextPageToken: last === undefined || isLastPage ? '' : page.next(keyOf(last)) };
}
