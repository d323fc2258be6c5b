import { IdempotencyKey } from '@bodybroker/contracts-options';
import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { isPublic } from '../auth/check-access.js';
import { fieldRulesOf } from '../descriptors/field-rules.js';
import type { Binding } from '../routing/binding.js';
import { resumeField } from '../streaming/resume.js';
import { nameOf } from '../transcoding/field-path.js';
import { textReaderOf } from '../transcoding/text-value.js';
import { commentOf } from './comment.js';
import type { JsonSchema } from './json-schema.js';
import type { OpenApiPath } from './openapi-path.js';
import type { SchemaRegistry } from './schema-registry.js';

/** How deep query parameters of nested messages are listed. */
const MAX_QUERY_DEPTH = 3;

/** Describes one binding as an OpenAPI operation. */
export function operationOf(
  binding: Binding,
  path: OpenApiPath,
  operationId: string,
  schemas: SchemaRegistry,
): JsonSchema {
  const { method } = binding;
  const comment = commentOf(method.descriptor);
  const body = requestBody(binding, schemas);
  return {
    operationId,
    tags: [method.service],
    summary: comment?.split(/(?<=\.)\s/, 1)[0]?.replaceAll('\n', ' ') ?? method.name,
    ...(comment === undefined ? {} : { description: comment }),
    security: isPublic(method) ? [] : [{ bearer: [...method.options.scopes] }],
    parameters: [
      ...pathParameters(binding, path, schemas),
      ...queryParameters(binding, schemas),
      ...headerParameters(binding),
    ],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { '200': success(binding, schemas), default: { $ref: '#/components/responses/Problem' } },
  };
}

function pathParameters(binding: Binding, { parameters }: OpenApiPath, schemas: SchemaRegistry): JsonSchema[] {
  return parameters.map(({ name, field, rest }) => {
    const leaf = binding.pathFields.find(({ path }) => nameOf(path) === field)?.path.at(-1);
    return {
      name,
      in: 'path',
      required: true,
      ...(rest ? { description: 'May hold slashes.' } : {}),
      schema: leaf === undefined ? { type: 'string' } : schemas.field(leaf, binding.method.registry),
    };
  });
}

function queryParameters({ method, body, isBound }: Binding, schemas: SchemaRegistry): JsonSchema[] {
  if (body.kind === 'whole') return [];
  const list = (message: DescMessage, prefix: readonly DescField[]): JsonSchema[] =>
    message.fields.flatMap((field): JsonSchema[] => {
      const path = [...prefix, field];
      if (isBound(path)) return [];
      if (textReaderOf(field) === undefined) {
        return field.fieldKind === 'message' && path.length < MAX_QUERY_DEPTH ? list(field.message, path) : [];
      }
      const required = prefix.length === 0 && fieldRulesOf(field, method.registry)?.required === true;
      return [
        {
          name: nameOf(path),
          in: 'query',
          ...(required ? { required } : {}),
          schema: schemas.field(field, method.registry),
        },
      ];
    });
  return list(method.input, []);
}

function headerParameters({ method }: Binding): JsonSchema[] {
  const parameters: JsonSchema[] = [];
  if (method.options.idempotencyKey !== IdempotencyKey.UNSPECIFIED) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      ...(method.options.idempotencyKey === IdempotencyKey.REQUIRED ? { required: true } : {}),
      description: 'Makes a repeated request have one effect.',
      schema: { type: 'string', minLength: 1, maxLength: 128 },
    });
  }
  if (method.kind === 'server_streaming' && resumeField(method) !== undefined) {
    parameters.push({
      name: 'Last-Event-ID',
      in: 'header',
      description: 'Goes on after the event with this id.',
      schema: { type: 'string' },
    });
  }
  return parameters;
}

function requestBody({ method, body, pathFields }: Binding, schemas: SchemaRegistry): JsonSchema | undefined {
  if (body.kind === 'none') return undefined;
  const bound = new Set(pathFields.map(({ path: [first] }) => first));
  const schema =
    body.kind === 'field'
      ? schemas.field(body.field, method.registry)
      : schemas.object(
          method.input,
          method.input.fields.filter((field) => !bound.has(field)),
          method.registry,
        );
  return { content: { 'application/json': { schema } } };
}

function success({ method, responseField }: Binding, schemas: SchemaRegistry): JsonSchema {
  const schema = payloadSchema(method, responseField, schemas);
  if (method.kind !== 'server_streaming') return { description: 'OK', content: { 'application/json': { schema } } };
  return {
    description:
      'A stream. As text/event-stream: a payload a message, then one event `end`, or `error` with a problem. ' +
      'As application/x-ndjson: a payload a line, and a line `{"error": …}` if it fails.',
    content: { 'text/event-stream': { schema }, 'application/x-ndjson': { schema } },
  };
}

function payloadSchema(
  method: Binding['method'],
  responseField: DescField | undefined,
  schemas: SchemaRegistry,
): JsonSchema {
  if (responseField !== undefined) return schemas.field(responseField, method.registry);
  if (method.result === undefined) return schemas.message(method.output, method.registry);
  const payloads = method.result.oneof.fields.filter((field) => field !== method.result?.error);
  const [only] = payloads;
  if (only !== undefined && payloads.length === 1) return schemas.field(only, method.registry);
  return { anyOf: payloads.map((field) => schemas.field(field, method.registry)) };
}
