import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import type { DocsAsset } from '../openapi/docs-assets.js';
import { DOCS_CSP, docsPages } from '../openapi/docs-page.js';
import { openApiDocument } from '../openapi/openapi-document.js';
import type { RouteTable } from '../routing/route-table.js';
import { answer } from './exchange.js';
import type { Front, Serve } from './front.js';
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
  front: Front,
  { health, routes, version, docsAssets }: SystemPagesOptions,
): void {
  const page = (path: string, serve: Serve, route = path): void => {
    const handler = front.serving((exchange) => {
      exchange.route = route;
      return serve(exchange);
    });
    app.get(path, handler);
  };
  page('/livez', (exchange) => answer(exchange, 200, TEXT, 'ok\n'));
  page('/readyz', async (exchange) => {
    const readiness = await health.readiness();
    return answer(exchange, readiness.ready ? 200 : 503, JSON_TYPE, `${JSON.stringify(readiness)}\n`);
  });
  page('/metrics', async (exchange) => answer(exchange, 200, METRICS, await health.metricsText()));

  const described = new WeakMap<RouteTable, { readonly body: string; readonly tag: string }>();
  page('/openapi.json', (exchange) => {
    const table = routes();
    let document = described.get(table);
    if (document === undefined) {
      const body = JSON.stringify(openApiDocument(table, version));
      document = { body, tag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` };
      described.set(table, document);
    }
    const headers = { ...JSON_TYPE, ETag: document.tag, 'Cache-Control': 'no-cache' };
    const fresh = exchange.header('if-none-match') === document.tag;
    return answer(exchange, fresh ? 304 : 200, headers, fresh ? null : document.body);
  });

  if (docsAssets === undefined) return;
  for (const [path, { contentType, body }] of docsPages(docsAssets)) {
    const headers = {
      'Content-Type': contentType,
      'Content-Security-Policy': DOCS_CSP,
      'Cache-Control': 'public, max-age=3600',
    };
    page(path, (exchange) => answer(exchange, 200, headers, body), '/docs');
  }
}
