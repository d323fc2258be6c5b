import { HTTP_STATUS } from '@bodybroker/nats-sdk';
import { shapeOf } from '../routing/path-template.js';
import type { RouteTable } from '../routing/route-table.js';
import type { JsonSchema } from './json-schema.js';
import { openApiPath, type OpenApiPath } from './openapi-path.js';
import { operationOf } from './operation.js';
import { SchemaRegistry } from './schema-registry.js';

/** HTTP methods an OpenAPI path item has room for. */
const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE']);

/** Describes all routes as an OpenAPI 3.1 document. */
export function openApiDocument({ bindings }: RouteTable, version: string): JsonSchema {
  const schemas = new SchemaRegistry();
  const paths = new Map<string, { readonly written: OpenApiPath; readonly item: Record<string, unknown> }>();
  const ids = new Map<string, number>();
  for (const binding of bindings) {
    if (!METHODS.has(binding.httpMethod)) continue;
    const shape = shapeOf(binding.template);
    const first = paths.get(shape);
    const written = openApiPath(
      binding.template,
      first?.written.parameters.map(({ name }) => name),
    );
    const item: Record<string, unknown> = first?.item ?? {};
    if (first === undefined) paths.set(shape, { written, item });
    const id = `${binding.method.service}_${binding.method.name}`;
    const count = (ids.get(id) ?? 0) + 1;
    ids.set(id, count);
    item[binding.httpMethod.toLowerCase()] = operationOf(
      binding,
      written,
      count === 1 ? id : `${id}_${count}`,
      schemas,
    );
  }
  const tags = [...new Set(bindings.map(({ method }) => method.service))].sort();
  return {
    openapi: '3.1.0',
    info: { title: 'The Body Broker', version, license: { name: 'UNLICENSED' } },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name })),
    paths: Object.fromEntries([...paths.values()].map(({ written, item }) => [written.path, item])),
    components: {
      schemas: { ...schemas.schemas, Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'What went wrong (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

const PROBLEM: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(HTTP_STATUS) },
    reason: { type: 'string', description: 'SCREAMING_SNAKE, stable.' },
    details: { type: 'object', additionalProperties: { type: 'string' } },
    retryable: { type: 'boolean' },
    retry_after_ms: { type: 'integer' },
    request_id: { type: 'string' },
    instance: { type: 'string' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'reason', 'details', 'request_id', 'instance'],
};
