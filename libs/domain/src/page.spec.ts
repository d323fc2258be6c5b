import { readPage } from './index.js';

describe('readPage', () => {
  it('gives 50 rows when nothing is said and never more than 200', () => {
    expect(readPage({ pageSize: 0, pageToken: '' })).toMatchObject({ size: 50, after: undefined });
    expect(readPage({ pageSize: 1000, pageToken: '' }).size).toBe(200);
    expect(readPage({ pageSize: 7, pageToken: '' }).size).toBe(7);
  });

  it('refuses a negative size', () => {
    expect(() => readPage({ pageSize: -1, pageToken: '' })).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        details: expect.objectContaining({ field: 'page_size' }) as object,
      }),
    );
  });

  it('goes on after the key its token names', () => {
    const token = readPage({ pageSize: 2, pageToken: '' }, ['ash']).next('ключ|7');
    expect(readPage({ pageSize: 2, pageToken: token }, ['ash']).after).toBe('ключ|7');
  });

  it.each(['nonsense', '!!!', Buffer.from('[1,2]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses the token %p',
    (pageToken) => {
      expect(() => readPage({ pageSize: 0, pageToken })).toThrow(expect.objectContaining({ reason: 'BAD_PAGE_TOKEN' }));
    },
  );

  it('refuses a token that was made for another filter', () => {
    const pageToken = readPage({ pageSize: 0, pageToken: '' }, ['ash']).next('k');
    expect(() => readPage({ pageSize: 0, pageToken }, ['bone'])).toThrow(
      expect.objectContaining({ reason: 'BAD_PAGE_TOKEN' }),
    );
    expect(() => readPage({ pageSize: 0, pageToken }, [undefined])).toThrow();
  });
});
