import type { Page } from '@bodybroker/domain';

/** The records of a page, in the order of their keys. */
export function recordPage<T>(
  records: readonly (readonly [string, T])[],
  page: Page,
): { readonly records: readonly T[]; readonly nextPageToken: string } {
  const rest = records
    .filter(([key]) => page.after === undefined || key > page.after)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = rest.slice(0, page.size);
  const last = shown.at(-1);
  return {
    records: shown.map(([, record]) => record),
    nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last[0]),
  };
}
