import { validate } from './fixtures/validate-openapi.js';
import { libraryDescriptorSet, rivalDescriptorSet } from './fixtures/descriptors.js';
import { entryOf, testGateway, type TestGateway } from './fixtures/test-gateway.js';
import type { RefusedContract } from '../src/descriptors/contract-registry.js';
import { isOlder } from '../src/descriptors/semantic-version.js';
import type { RouteFault } from '../src/routing/route-table.js';
import { loadDocsAssets } from '../src/openapi/docs-assets.js';

describe('Contracts', () => {
  let test: TestGateway;
  let refused: RefusedContract[];
  let faults: readonly RouteFault[];

  beforeEach(() => {
    refused = [];
    faults = [];
    test = testGateway(
      {},
      { onContractRefused: (entry) => refused.push(entry), onRouteFaults: (found) => (faults = found) },
    );
    test.upstream.onUnary('Lend', () => ({ id: 'x' }));
  });

  it('adds and drops routes while it runs', async () => {
    expect((await test.request('/v1/rival/1')).status).toBe(404);
    expect(test.gateway.contracts.put('rival', entryOf('rival', rivalDescriptorSet))).toBe('added');
    expect(await (await test.request('/v1/rival/1')).json()).toEqual({ id: 'x' });
    expect(test.upstream.last.method.subject).toBe('svc.rival.v1.lend');
    test.gateway.contracts.delete('rival');
    expect((await test.request('/v1/rival/1')).status).toBe(404);
  });

  it('leaves a route with its first owner and reports what it cannot serve', async () => {
    test.upstream.onUnary('GetBook', () => ({ book: {} })).onUnary('Steal', () => ({ id: 'stolen' }));
    test.gateway.contracts.put('rival', entryOf('rival', rivalDescriptorSet));
    expect(await (await test.request('/v1/books/b1')).json()).toEqual({});
    expect(faults.map(({ service, method, message }) => [service, method.split('/')[1], message])).toEqual([
      ['rival', 'Steal', 'GET /v1/books/* belongs to bodybroker.library.v1.LibraryService/GetBook already'],
      ['rival', 'Borrow', expect.stringContaining('no singular field missing')],
      ['rival', 'Break', expect.stringContaining('unbalanced braces')],
    ]);
    const ready = (await (await test.request('/readyz')).json()) as {
      readonly detail: { readonly route_faults: unknown[] };
    };
    expect(ready.detail.route_faults).toHaveLength(3);
  });

  it('keeps a method that says nothing closed', async () => {
    test.gateway.contracts.put('rival', entryOf('rival', rivalDescriptorSet));
    const response = await test.request('/bodybroker.rival.v1.RivalService/Hide', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer player' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });

  it.each([
    ['no JSON', 'library', Buffer.from('{'), 'NOT_JSON'],
    ['null', 'library', Buffer.from('null'), 'BAD_NAME'],
    ['the name of another', 'library', entryOf('rival', rivalDescriptorSet, '9.0.0'), 'BAD_NAME'],
    ['a field missing', 'library', Buffer.from('{"service":"library","version":"9.0.0"}'), 'MISSING_FIELD'],
    ['a set that is none', 'library', entryOf('library', 'AAAA', '9.0.0'), 'BAD_DESCRIPTOR_SET'],
    ['a set of others', 'library', entryOf('library', rivalDescriptorSet, '9.0.0'), 'NO_SERVICE'],
  ])('refuses an entry with %s, reports it and keeps the last good one', async (_what, service, value, reason) => {
    test.upstream.onUnary('GetBook', () => ({ book: { id: 'still' } }));
    expect(test.gateway.contracts.put(service, value)).toBe('refused');
    expect(refused).toMatchObject([{ service, reason }]);
    expect((await test.request('/v1/books/b1')).status).toBe(200);
    const ready = (await (await test.request('/readyz')).json()) as object;
    expect(ready).toMatchObject({ ready: true, detail: { refused_contracts: [{ service, reason }] } });
  });

  it('takes newer versions and leaves older ones', () => {
    const put = (version: string): string =>
      test.gateway.contracts.put('library', entryOf('library', libraryDescriptorSet, version));
    expect([put('1.0.0'), put('1.1.0'), put('1.0.9'), put('1.1.0'), put('2.0.0-rc.1')]).toEqual([
      'unchanged',
      'changed',
      'older',
      'unchanged',
      'changed',
    ]);
  });

  it('orders versions', () => {
    expect([
      isOlder('1.9.0', '1.10.0'),
      isOlder('1.0.0', '1.0.0'),
      isOlder('2.0.0', '1.0.0'),
      isOlder('1.0.0-a', '1.0.0'),
      isOlder('x', '1.0.0'),
    ]).toEqual([true, false, false, true, false]);
  });

  it('describes the API in valid OpenAPI', async () => {
    test.gateway.contracts.put('rival', entryOf('rival', rivalDescriptorSet));
    const response = await test.request('/openapi.json');
    const document = (await response.json()) as OpenApi;
    expect(await validate(document)).toEqual({ valid: true, version: '3.1' });
    expect(Object.keys(document.paths)).toContain('/v1/books/{book_id}:buy');
    const book = document.paths['/v1/books/{book_id}'];
    expect(book?.['get']).toMatchObject({
      operationId: 'library_GetBook',
      summary: 'One book.',
      security: [],
      parameters: expect.arrayContaining([{ name: 'book_id', in: 'path', required: true, schema: { type: 'string' } }]),
    });
    expect(book?.['patch']).toMatchObject({ operationId: 'library_UpdateBook' });
    expect(document.paths['/v1/shelves/{shelf}/books']?.['post']).toMatchObject({
      security: [{ bearer: ['library:write'] }],
    });
    expect(document.components.schemas['bodybroker.library.v1.Book']).toMatchObject({
      required: ['title'],
      properties: {
        title: { type: 'string', maxLength: 100, description: 'What it is called.' },
        pages: { type: 'string', format: 'int64' },
      },
    });
    const again = await test.request('/openapi.json', {
      headers: { 'If-None-Match': response.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('shows the API page from its own files under a strict policy', async () => {
    const folder = require.resolve('swagger-ui-dist/package.json').replace(/package\.json$/, '');
    const docsAssets = await loadDocsAssets(['/nonexistent', folder]);
    const withDocs = testGateway({}, { docsAssets });
    const page = await withDocs.request('/docs');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    expect(html).not.toMatch(/https?:\/\/|<script>|onload=/);
    for (const [, link = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await withDocs.request(link)).status).toBe(200);
    }
    expect((await test.request('/docs')).status).toBe(404);
  });

  it('serves health and metrics', async () => {
    expect(await (await test.request('/livez')).text()).toBe('ok\n');
    expect(await (await test.request('/metrics')).text()).toBe('up 1\n');
    const away = testGateway(
      {},
      {
        health: {
          readiness: () => Promise.resolve({ ready: false, checks: { nats: 'disconnected' } }),
          metricsText: () => Promise.resolve(''),
        },
      },
    );
    const ready = await away.request('/readyz');
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { ready: false, checks: { nats: 'disconnected', gateway: 'ok' } },
    ]);
  });
});

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
