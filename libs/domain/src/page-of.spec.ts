import { cutPage, pageOf } from './page-of.js';
import { readPage } from './page.js';

const pageAt = (pageSize: number, pageToken = '') => readPage({ pageSize, pageToken });
const itself = (key: string): string => key;

describe('pageOf', () => {
  it('shows every row once, in the order of the keys, whatever order they come in', () => {
    const names = ['eel', 'asp', 'Bat', 'cod', 'dab'];
    const pages: string[][] = [];
    for (let token: string | undefined; token !== '';) {
      const { rows, nextPageToken } = pageOf(new Set(names), pageAt(2, token), itself);
      pages.push(rows);
      token = nextPageToken;
    }
    expect(pages).toEqual([['Bat', 'asp'], ['cod', 'dab'], ['eel']]);
  });

  it('goes on behind a row that is gone meanwhile', () => {
    const { nextPageToken } = pageOf(['a', 'b', 'c', 'd'], pageAt(2), itself);
    expect(pageOf(['a', 'c', 'd'], pageAt(2, nextPageToken), itself).rows).toEqual(['c', 'd']);
  });

  it('has no next page behind a last one that is full, or empty', () => {
    expect(pageOf(['a', 'b'], pageAt(2), itself).nextPageToken).toBe('');
    expect(pageOf([], pageAt(2), itself)).toEqual({ rows: [], nextPageToken: '' });
  });
});

describe('cutPage', () => {
  it('keeps the order it is given, and names the last row shown', () => {
    const { rows, nextPageToken } = cutPage([9, 7, 5], pageAt(2), String);
    expect(rows).toEqual([9, 7]);
    expect(pageAt(2, nextPageToken).after).toBe('7');
    expect(cutPage([5], pageAt(2), String)).toEqual({ rows: [5], nextPageToken: '' });
  });
});
