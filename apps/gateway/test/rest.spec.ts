import { bearer, jsonInit, testGateway, type TestGateway } from './fixtures/test-gateway.js';

describe('REST', () => {
  let test: TestGateway;

  beforeEach(() => {
    test = testGateway();
    test.upstream
      .onUnary('GetBook', ({ request }) => ({ book: { id: request['bookId'] ?? '', title: 'Flesh', pages: '300' } }))
      .onUnary('GetByName', ({ request }) => ({ book: { title: request['name'] ?? '' } }))
      .onUnary('SearchBooks', () => ({ books: { books: [{ title: 'A' }], nextPageToken: 'n' } }))
      .onUnary('CreateBook', ({ request }) => ({ book: request['book'] ?? {} }))
      .onUnary('UpdateBook', ({ request }) => ({ book: request['book'] ?? {} }))
      .onUnary('BuyBook', () => ({
        error: {
          code: 'ERROR_CODE_RESOURCE_EXHAUSTED',
          reason: 'SOLD_OUT',
          message: 'gone',
          details: { left: '0' },
          retryable: true,
          retryAfterMs: '2500',
        },
      }))
      .onUnary('BurnBooks', () => ({ burnt: { count: 3 } }))
      .onUnary('CountBooks', () => ({ count: 7 }));
  });

  const called = (): unknown => test.upstream.last.request;
  const problemOf = async (response: Response): Promise<Record<string, unknown>> =>
    (await response.json()) as Record<string, unknown>;

  it('answers with the payload of the response in proto3 JSON', async () => {
    const response = await test.request('/v1/books/b1');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ id: 'b1', title: 'Flesh', pages: '300' });
    expect(called()).toEqual({ bookId: 'b1' });
    expect(test.upstream.last.method.subject).toBe('svc.library.v1.get_book');
  });

  it('answers HEAD as GET without a body', async () => {
    const response = await test.request('/v1/books/b1', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('takes the whole message when the response has no result', async () => {
    const response = await test.request('/v1/books:count', { headers: bearer('service') });
    expect(await response.json()).toEqual({ count: 7 });
  });

  it.each([
    ['/v1/shelves/north/books/b1', { bookId: 'b1', shelf: { name: 'north' } }],
    ['/v1/shelves/north/volumes/2', { name: 'shelves/north/volumes/2' }],
    ['/v1/files/a/b/c.txt', { name: 'a/b/c.txt' }],
    ['/v1/files/a/b%2Fc:raw', { name: 'a/b%2Fc' }],
    ['/v1/files', {}],
    ['/v1/books/a%2Fb%20%C3%A9', { bookId: 'a/b é' }],
    ['/v1/books/a%3Abuy', { bookId: 'a:buy' }],
    ['/v1/books/a:b', { bookId: 'a:b' }],
  ])('binds the path %s', async (path, request) => {
    expect((await test.request(path)).status).toBe(200);
    expect(called()).toEqual(request);
  });

  it('fills nested and repeated fields from the query', async () => {
    const query =
      'genres=GENRE_GORE&genres=2&tags=x+y&tags=z&numbers=-1&filter.title=%C3%A9&filter.min_pages=5&filter.not.minPages=6' +
      '&sold=true&since=2024-01-02T03:04:05Z&within=1.5s&fields=book_id,shelf.name&limit=9&weight=1.25&cover=AAE&by=title';
    const response = await test.request(`/v1/books?${query}`);
    expect(response.status).toBe(200);
    expect(called()).toEqual({
      genres: ['GENRE_GORE', 'GENRE_ROMANCE'],
      tags: ['x y', 'z'],
      numbers: [-1],
      filter: { title: 'é', minPages: '5', not: { minPages: '6' } },
      sold: true,
      since: '2024-01-02T03:04:05Z',
      within: '1.500s',
      fields: 'bookId,shelf.name',
      limit: '9',
      weight: 1.25,
      cover: 'AAE=',
      by: 'title',
    });
  });

  it('answers with one field when the rule says so', async () => {
    expect(await (await test.request('/v1/books')).json()).toEqual([{ title: 'A' }]);
    test.upstream.onUnary('SearchBooks', () => ({ books: {} }));
    expect(await (await test.request('/v1/books')).json()).toEqual([]);
  });

  it('takes additional bindings, with what their own body says', async () => {
    const response = await test.request('/v1/books:search', jsonInit('POST', { tags: ['a'], filter: { title: 't' } }));
    expect(await response.json()).toEqual({ books: [{ title: 'A' }], nextPageToken: 'n' });
    expect(called()).toEqual({ tags: ['a'], filter: { title: 't' } });
  });

  it('puts a body into its field and the rest into the query', async () => {
    const init = jsonInit('POST', { title: 'T', genre: 'GENRE_GORE', extra: { a: [1, null] } }, bearer('player'));
    const response = await test.request('/v1/shelves/north/books?dry_run=true', init);
    expect(response.status).toBe(200);
    expect(called()).toEqual({
      shelf: 'north',
      dryRun: true,
      book: { title: 'T', genre: 'GENRE_GORE', extra: { a: [1, null] } },
    });
  });

  it('makes the update mask of a PATCH from the fields of its body', async () => {
    await test.request('/v1/books/b1', jsonInit('PATCH', { title: 'T', shelf: { row: '2' }, tags: [] }));
    expect(called()).toEqual({
      book: { id: 'b1', title: 'T', shelf: { row: '2' } },
      updateMask: 'title,shelf.row,tags',
    });
    await test.request('/v1/volumes/b1', jsonInit('PATCH', { book: { pages: '0' }, expectedVersion: '3' }));
    expect(called()).toEqual({ bookId: 'b1', book: {}, updateMask: 'pages', expectedVersion: '3' });
    await test.request('/v1/volumes/b1', jsonInit('PATCH', { book: { pages: '1', title: 'x' }, updateMask: 'title' }));
    expect(called()).toMatchObject({ updateMask: 'title' });
  });

  it('lets the path win over the body', async () => {
    await test.request(
      '/v1/volumes/b1',
      jsonInit('PATCH', { bookId: 'other', book_id_: undefined, book: { title: 'x' } }),
    );
    expect(called()).toMatchObject({ bookId: 'b1' });
  });

  it.each([
    ['an unknown field', { nope: 1 }, 'UNKNOWN_FIELD', 'nope'],
    ['an unknown nested field', { book: { shelf: { nope: 1 } } }, 'UNKNOWN_FIELD', 'book.shelf.nope'],
    ['an unknown enum name', { book: { genre: 'GENRE_TAX' } }, 'INVALID_FIELD', 'book.genre'],
    ['a wrong type', { book: { title: 5 } }, 'INVALID_FIELD', 'book.title'],
    ['a bad list item', { book: { sequels: [{}, { pages: 'x' }] } }, 'INVALID_FIELD', 'book.sequels[1].pages'],
    ['a bad map value', { book: { ratings: { a: 'x' } } }, 'INVALID_FIELD', 'book.ratings["a"]'],
    ['a bad time', { book: { printed: 'yesterday' } }, 'INVALID_FIELD', 'book.printed'],
    ['an any of unknown type', { book: { attachment: { '@type': 'x/y.Z' } } }, 'INVALID_FIELD', 'book.attachment'],
    ['__proto__', JSON.parse('{"__proto__": {"a": 1}}'), 'UNKNOWN_FIELD', '__proto__'],
    ['constructor', { constructor: 1 }, 'UNKNOWN_FIELD', 'constructor'],
    ['a list in place of an object', [1], 'INVALID_FIELD', 'body'],
  ])('refuses %s in the body and names it', async (_what, body, reason, field) => {
    const response = await test.request('/v1/volumes/b1', jsonInit('PATCH', body));
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ code: 'INVALID_ARGUMENT', reason, details: { field } });
    expect(test.upstream.seen).toEqual([]);
  });

  it.each([
    ['an unknown parameter', 'nope=1', 'UNKNOWN_PARAMETER', 'nope'],
    ['a parameter into nowhere', 'sold.x=1', 'UNKNOWN_PARAMETER', 'sold.x'],
    ['a map', 'labels.a=1', 'UNKNOWN_PARAMETER', 'labels.a'],
    ['__proto__', '__proto__.x=1', 'UNKNOWN_PARAMETER', '__proto__.x'],
    ['a singular field given twice', 'sold=true&sold=false', 'DUPLICATE_PARAMETER', 'sold'],
    ['a bad boolean', 'sold=yes', 'INVALID_FIELD', 'sold'],
    ['a bad enum', 'genres=GENRE_TAX', 'INVALID_FIELD', 'genres'],
    ['a bad number', 'numbers=0x10', 'INVALID_FIELD', 'numbers'],
    ['a number out of range', 'numbers=4294967296', 'INVALID_FIELD', 'numbers[0]'],
    ['an empty number', 'filter.min_pages=', 'INVALID_FIELD', 'filter.min_pages'],
    ['two of a oneof', 'by=a&shuffle=1', 'INVALID_MESSAGE', undefined],
    ['bad percent-encoding', 'tags=%E0%A4%A', 'BAD_PERCENT_ENCODING', undefined],
    ['a NUL', 'tags=a%00b', 'BAD_QUERY', undefined],
    ['a bottomless path', `${'filter.not.'.repeat(40)}title=x`, 'UNKNOWN_PARAMETER', undefined],
  ])('refuses %s in the query', async (_what, query, reason, field) => {
    const response = await test.request(`/v1/books?${query}`);
    expect(response.status).toBe(400);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ reason });
    if (field !== undefined) expect(problem['details']).toEqual({ field });
  });

  it.each([
    ['/v1/books/%E0%A4%A', 'BAD_PERCENT_ENCODING'],
    ['/v1/books/%', 'BAD_PERCENT_ENCODING'],
    ['/v1/books/a%00b', 'BAD_PATH'],
  ])('refuses the path %s', async (path, reason) => {
    const response = await test.request(path);
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ reason });
  });

  it.each([
    ['malformed JSON', '{"tags": [', 'INVALID_JSON'],
    ['JSON with something behind', '{} {}', 'INVALID_JSON'],
    ['a member given twice', '{"sold": true, "sold": false}', 'INVALID_MESSAGE'],
    ['a depth bomb', '['.repeat(100_000), 'JSON_TOO_DEEP'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'INVALID_UTF8'],
  ])('refuses %s', async (_what, body, reason) => {
    const response = await test.request('/v1/books:search', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({ reason });
  });

  it('does not let a body break out of its field', async () => {
    const init = {
      method: 'POST',
      body: '{},"dryRun":true',
      headers: { 'Content-Type': 'application/json', ...bearer('player') },
    };
    const response = await test.request('/v1/shelves/north/books', init);
    expect(response.status).toBe(400);
  });

  it('refuses bodies that are too large, also when they do not say so', async () => {
    const large = 'x'.repeat(512 * 1024 + 1);
    const headers = { 'Content-Type': 'application/json' };
    const told = await test.request('/v1/books:search', {
      method: 'POST',
      body: large,
      headers: { ...headers, 'Content-Length': String(large.length) },
    });
    expect(told.status).toBe(413);
    const stream = new Blob([large]).stream();
    const untold = await test.request('/v1/books:search', {
      method: 'POST',
      body: stream,
      headers,
      duplex: 'half',
    } as RequestInit);
    expect(untold.status).toBe(413);
    expect(await problemOf(untold)).toMatchObject({ reason: 'BODY_TOO_LARGE', status: 413 });
  });

  it('refuses other media types, and bodies where none belongs', async () => {
    const xml = await test.request('/v1/books:search', {
      method: 'POST',
      body: '<a/>',
      headers: { 'Content-Type': 'text/xml' },
    });
    expect([xml.status, await problemOf(xml)]).toMatchObject([415, { reason: 'UNSUPPORTED_MEDIA_TYPE' }]);
    const extra = await test.request('/v1/books', jsonInit('DELETE', { a: 1 }, bearer('admin')));
    expect([extra.status, await problemOf(extra)]).toMatchObject([400, { reason: 'UNEXPECTED_BODY' }]);
  });

  it('answers unknown paths with 404 and wrong methods with 405 and Allow', async () => {
    const lost = await test.request('/v1/nowhere');
    expect([lost.status, await problemOf(lost)]).toMatchObject([
      404,
      { reason: 'ROUTE_NOT_FOUND', instance: '/v1/nowhere' },
    ]);
    const wrong = await test.request('/v1/books/b1', { method: 'PUT' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, PATCH']);
    expect((await test.request('/v1/books/')).status).toBe(404);
    const options = await test.request('/v1/books', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, DELETE, OPTIONS']);
  });

  it('does not give back all that a refusal repeats', async () => {
    const id = 'x'.repeat(10_000);
    const error = { code: 'ERROR_CODE_NOT_FOUND', reason: 'BOOK_NOT_FOUND', message: `book ${id}`, details: { id } };
    test.upstream.onUnary('GetBook', () => ({ error }));
    const problem = await problemOf(await test.request('/v1/books/b1'));
    expect(problem['detail']).toBe(`book ${'x'.repeat(494)}\u2026`);
    expect(problem['details']).toEqual({ id: `${'x'.repeat(999)}\u2026` });
  });

  it('says of a very long path only its beginning', async () => {
    const problem = await problemOf(await test.request(`/v1/${'x'.repeat(9000)}`));
    expect(problem['instance']).toBe(`/v1/${'x'.repeat(508)}`);
  });

  it('turns an error of a service into a problem', async () => {
    const headers = { ...bearer('player'), 'Idempotency-Key': 'k1', 'X-Request-Id': 'my-id' };
    const response = await test.request('/v1/books/b1:buy', jsonInit('POST', { price: 5 }, headers));
    expect(response.status).toBe(429);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await response.json()).toEqual({
      type: 'urn:bodybroker:problem:sold-out',
      title: 'Limit reached',
      status: 429,
      detail: 'gone',
      code: 'RESOURCE_EXHAUSTED',
      reason: 'SOLD_OUT',
      details: { left: '0' },
      retryable: true,
      retry_after_ms: 2500,
      request_id: 'my-id',
      instance: '/v1/books/b1:buy',
    });
  });

  it('keeps what broke to itself', async () => {
    test.upstream.onUnary('GetBook', () => Promise.reject(new Error('secret')));
    const response = await test.request('/v1/books/b1');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  it('says when a service answers with nothing', async () => {
    test.upstream.onUnary('GetBook', () => ({}));
    expect((await test.request('/v1/books/b1')).status).toBe(500);
  });

  it.each([
    ['no token', {}, 401, 'TOKEN_REQUIRED'],
    ['a bad token', bearer('forged'), 401, 'TOKEN_INVALID'],
    ['another scheme', { Authorization: 'Basic eA==' }, 401, 'TOKEN_INVALID'],
    ['a player', bearer('player'), 403, 'ACCESS_DENIED'],
    ['a service', bearer('service'), 403, 'ACCESS_DENIED'],
  ])('keeps %s away from an admin method', async (_who, headers, status, reason) => {
    const response = await test.request('/v1/books', { method: 'DELETE', headers });
    expect([response.status, await problemOf(response)]).toMatchObject([status, { reason }]);
    expect(response.headers.has('www-authenticate')).toBe(status === 401);
  });

  it('lets those in who may, and asks for scopes', async () => {
    expect((await test.request('/v1/books', { method: 'DELETE', headers: bearer('admin') })).status).toBe(200);
    const response = await test.request('/v1/shelves/a/books', jsonInit('POST', {}, bearer('plain')));
    expect([response.status, await problemOf(response)]).toMatchObject([
      403,
      { reason: 'SCOPE_MISSING', details: { scope: 'library:write' } },
    ]);
    expect((await test.request('/v1/books:count', { headers: bearer('player') })).status).toBe(403);
  });

  it('serves public methods whatever token comes along', async () => {
    expect((await test.request('/v1/books/b1', { headers: bearer('expired') })).status).toBe(200);
    expect(test.upstream.last.context.actor).toEqual({ kind: 'anonymous', id: '' });
  });

  it('says who asks, and drops what clients say of that', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = {
      ...bearer('player'),
      'Bb-Actor': 'admin:x',
      'Idempotency-Key': 'k',
      'Accept-Language': 'de-AT, en;q=0.5',
      traceparent,
    };
    await test.request('/v1/shelves/a/books', jsonInit('POST', { title: 't' }, headers));
    expect(test.upstream.last.context).toMatchObject({
      actor: { kind: 'player', id: 'p1' },
      scopes: ['library:write'],
      sessionId: 's1',
      idempotencyKey: 'k',
      locale: 'de-AT',
      worldId: 'main',
      traceparent,
    });
  });

  it('takes or mints request ids and echoes them', async () => {
    const given = await test.request('/v1/books/b1', { headers: { 'X-Request-Id': 'abc-1' } });
    expect([given.headers.get('x-request-id'), test.upstream.last.context.requestId]).toEqual(['abc-1', 'abc-1']);
    const bad = await test.request('/v1/books/b1', { headers: { 'X-Request-Id': 'a b' } });
    expect(bad.headers.get('x-request-id')).toMatch(/^id-\d+$/);
  });

  it('checks idempotency keys', async () => {
    const without = await test.request('/v1/books/b1:buy', jsonInit('POST', {}, bearer('player')));
    expect([without.status, await problemOf(without)]).toMatchObject([400, { reason: 'IDEMPOTENCY_KEY_REQUIRED' }]);
    const long = await test.request(
      '/v1/books/b1:buy',
      jsonInit('POST', {}, { ...bearer('player'), 'Idempotency-Key': 'k'.repeat(129) }),
    );
    expect([long.status, await problemOf(long)]).toMatchObject([400, { reason: 'BAD_IDEMPOTENCY_KEY' }]);
  });

  it('passes on that an answer is a replay, and nothing else', async () => {
    test.upstream.headers = { 'Idempotent-Replay': 'true', 'Bb-Secret': 'x' };
    const response = await test.request('/v1/books/b1');
    expect(response.headers.get('idempotent-replay')).toBe('true');
    expect(response.headers.has('bb-secret')).toBe(false);
  });

  it("gives a call the method's time", async () => {
    const before = performance.now();
    await test.request('/v1/books:count', { headers: bearer('service') });
    const deadline = test.upstream.last.context.deadline ?? 0;
    expect(deadline - before).toBeGreaterThanOrEqual(700);
    expect(deadline - performance.now()).toBeLessThanOrEqual(700);
  });

  it('keeps cacheable answers for their time', async () => {
    let asked = 0;
    test.upstream.onUnary('GetHours', () => ({ hours: { open: `${(asked += 1)}` } }));
    const first = await test.request('/v1/hours');
    expect(first.headers.get('cache-control')).toBe('public, max-age=5');
    expect(await (await test.request('/v1/hours')).json()).toEqual({ open: '1' });
    expect(asked).toBe(1);
  });

  it('closes itself to other origins unless told otherwise, and sets security headers', async () => {
    const response = await test.request('/v1/books/b1', { headers: { Origin: 'https://evil.example' } });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');

    const open = testGateway({ corsOrigins: ['https://play.example'] });
    const preflight = await open.request('/v1/books/b1', {
      method: 'OPTIONS',
      headers: { Origin: 'https://play.example', 'Access-Control-Request-Method': 'GET' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://play.example',
    ]);
    const other = await open.request('/v1/nowhere', { headers: { Origin: 'https://evil.example' } });
    expect(other.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('refuses what is too much at once', async () => {
    const small = testGateway({ maxInFlight: 1 });
    let release = (): void => undefined;
    small.upstream.onUnary('GetBook', () => new Promise((resolve) => (release = () => resolve({ book: {} }))));
    const first = small.request('/v1/books/b1');
    await new Promise(setImmediate);
    const second = await small.request('/v1/books/b1');
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await small.request('/livez')).status).toBe(200);
    release();
    expect((await first).status).toBe(200);
  });

  it('answers 503 for paths it does not know yet while it starts', async () => {
    const early = testGateway({}, { isLoaded: () => false });
    const response = await early.request('/v1/nowhere');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('answers 429 at once when a caller is too fast', async () => {
    const limited = testGateway(
      {},
      { rateLimiter: { take: () => Promise.resolve({ allowed: false, retryAfterMs: 1200 }) } },
    );
    const response = await limited.request('/v1/books/b1');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
  });

  it('answers 503 for a service in maintenance, and says why', async () => {
    const closed = testGateway({}, { closedBecause: () => 'back at nine' });
    const response = await closed.request('/v1/books/b1');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE', reason: 'MAINTENANCE', detail: 'back at nine' });
  });
});
