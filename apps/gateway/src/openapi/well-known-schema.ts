import type { JsonSchema } from './json-schema.js';

const ANY_JSON: JsonSchema = { description: 'Any JSON value.' };

/** How proto3 JSON writes the well-known types (protobuf.dev/programming-guides/json). */
const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Timestamp: { type: 'string', format: 'date-time' },
  Duration: { type: 'string', pattern: '^-?\\d+(\\.\\d{1,9})?s$' },
  FieldMask: { type: 'string', description: 'Field paths in lowerCamelCase, separated by commas.' },
  Struct: { type: 'object', additionalProperties: true },
  Value: ANY_JSON,
  ListValue: { type: 'array', items: ANY_JSON },
  NullValue: { type: 'null' },
  Empty: { type: 'object' },
  Any: { type: 'object', properties: { '@type': { type: 'string' } }, required: ['@type'], additionalProperties: true },
  BoolValue: { type: ['boolean', 'null'] },
  StringValue: { type: ['string', 'null'] },
  BytesValue: { type: ['string', 'null'], contentEncoding: 'base64' },
  Int32Value: { type: ['integer', 'null'], format: 'int32' },
  UInt32Value: { type: ['integer', 'null'], minimum: 0 },
  Int64Value: { type: ['string', 'null'], format: 'int64' },
  UInt64Value: { type: ['string', 'null'], format: 'uint64' },
  FloatValue: { type: ['number', 'string', 'null'] },
  DoubleValue: { type: ['number', 'string', 'null'] },
};

/** The schema of a well-known type; undefined for all others. */
export function wellKnownSchema(typeName: string): JsonSchema | undefined {
  const name = typeName.startsWith('google.protobuf.') ? typeName.slice('google.protobuf.'.length) : '';
  return Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
}
