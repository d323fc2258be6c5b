import type { DocsAsset } from './docs-assets.js';

/** Lets the page load its own files and nothing else; style attributes of the page's SVG icons aside, no inline code runs. */
export const DOCS_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The Body Broker: API</title>
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

// validatorUrl: the default would send the document to a public service.
const START = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  docExpansion: 'none',
});
`;

/** The pages under /docs by path. @param assets swagger-ui's own files */
export function docsPages(assets: ReadonlyMap<string, DocsAsset>): ReadonlyMap<string, DocsAsset> {
  const page: DocsAsset = { contentType: 'text/html; charset=utf-8', body: Buffer.from(PAGE) };
  return new Map([
    ['/docs', page],
    ['/docs/', page],
    ['/docs/start.js', { contentType: 'text/javascript; charset=utf-8', body: Buffer.from(START) }],
    ...[...assets].map(([name, asset]) => [`/docs/${name}`, asset] as const),
  ]);
}
