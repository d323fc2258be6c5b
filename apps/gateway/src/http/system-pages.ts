import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import type { DocsAsset } from '../openapi/docs-assets.js';
import { DOCS_CSP, docsPages } from '../openapi/docs-page.js';
import { openApiDocument } from '../openapi/openapi-document.js';
import type { RouteTable } from '../routing/route-table.js';
import { answer, type Exchange } from './exchange.js';
import type { GatewayEnv } from './gateway-env.js';
import type { HealthSources } from './health-sources.js';

export interface SystemPagesOptions {
  readonly health: HealthSources;
  readonly routes: () => RouteTable;
  readonly version: string;
  readonly docsAssets: ReadonlyMap<string, DocsAsset> | undefined;
}

const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };
const JSON_TYPE = { 'Content-Type': 'application/json' };
// Version 0.0.4 of Prometheus' exposition format.
const METRICS = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' };

/** Health, metrics and the description of the API. */
export function addSystemPages(
  app: Hono<GatewayEnv>,
  { health, routes, version, docsAssets }: SystemPagesOptions,
): void {
  app.get('/livez', (c) => answer(as(c.get('exchange'), '/livez'), 200, TEXT, 'ok\n'));
  app.get('/readyz', async (c) => {
    const readiness = await health.readiness();
    return answer(
      as(c.get('exchange'), '/readyz'),
      readiness.ready ? 200 : 503,
      JSON_TYPE,
      `${JSON.stringify(readiness)}\n`,
    );
  });
  app.get('/metrics', async (c) => answer(as(c.get('exchange'), '/metrics'), 200, METRICS, await health.metricsText()));

  const described = new WeakMap<RouteTable, { readonly body: string; readonly tag: string }>();
  app.get('/openapi.json', (c) => {
    const table = routes();
    let document = described.get(table);
    if (document === undefined) {
      const body = JSON.stringify(openApiDocument(table, version));
      document = { body, tag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` };
      described.set(table, document);
    }
    const headers = { ...JSON_TYPE, ETag: document.tag, 'Cache-Control': 'no-cache' };
    const fresh = c.req.header('if-none-match') === document.tag;
    return answer(as(c.get('exchange'), '/openapi.json'), fresh ? 304 : 200, headers, fresh ? null : document.body);
  });

  if (docsAssets === undefined) return;
  for (const [path, { contentType, body }] of docsPages(docsAssets)) {
    const headers = {
      'Content-Type': contentType,
      'Content-Security-Policy': DOCS_CSP,
      'Cache-Control': 'public, max-age=3600',
    };
    app.get(path, (c) => answer(as(c.get('exchange'), '/docs'), 200, headers, body));
  }
}

function as(exchange: Exchange, route: string): Exchange {
  exchange.route = route;
  return exchange;
}
