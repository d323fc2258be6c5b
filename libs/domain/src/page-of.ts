import type { Page } from './page.js';

/** What a List method answers: the rows of one page, and the token of the next; '' at the end. */
export interface PageOf<Row> {
  readonly rows: Row[];
  readonly nextPageToken: string;
}

/**
 * The page of a list that is at hand whole, by `keyOf` in the order of its UTF-16 units.
 * @param keyOf names a row, and no other
 */
export function pageOf<Row>(rows: Iterable<Row>, page: Page, keyOf: (row: Row) => string): PageOf<Row> {
  const { after } = page;
  const rest = [...rows]
    .map((row) => ({ key: keyOf(row), row }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const { rows: shown, nextPageToken } = cutPage(rest, page, ({ key }) => key);
  return { rows: shown.map(({ row }) => row), nextPageToken };
}

/**
 * The page of a list in an order of its own.
 * @param rest the rows after `page.after`, in their order; of those beyond the page one is enough
 * @param keyOf what finds the rows after this one again
 */
export function cutPage<Row>(rest: readonly Row[], page: Page, keyOf: (row: Row) => string): PageOf<Row> {
  const rows = rest.slice(0, page.size);
  const last = rows.at(-1);
  return { rows, nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(keyOf(last)) };
}
