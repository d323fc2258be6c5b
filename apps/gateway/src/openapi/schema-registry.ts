import { ScalarType, type DescEnum, type DescField, type DescMessage, type Registry } from '@bufbuild/protobuf';
import { fieldRulesOf } from '../descriptors/field-rules.js';
import { commentOf } from './comment.js';
import type { JsonSchema } from './json-schema.js';
import { wellKnownSchema } from './well-known-schema.js';

/** Caller-chosen ids; see options.proto, `id`. */
const ID_PATTERN = '^[a-z0-9][a-z0-9_.-]{0,63}$';

/** Collects the schemas of all messages and enums that a document refers to. */
export class SchemaRegistry {
  readonly #schemas = new Map<string, JsonSchema>();

  /** For `components.schemas`, by full proto name. */
  get schemas(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The schema of a message: a reference, or the form proto3 JSON gives a well-known type. */
  message(type: DescMessage, registry: Registry): JsonSchema {
    const wellKnown = wellKnownSchema(type.typeName);
    if (wellKnown !== undefined) return wellKnown;
    if (!this.#schemas.has(type.typeName)) {
      // Taken first, for messages that hold themselves.
      this.#schemas.set(type.typeName, {});
      this.#schemas.set(type.typeName, this.object(type, type.fields, registry));
    }
    return { $ref: `#/components/schemas/${type.typeName}` };
  }

  /** A schema of some of a message's fields, in place. */
  object(type: DescMessage, fields: readonly DescField[], registry: Registry): JsonSchema {
    const required = fields
      .filter((field) => fieldRulesOf(field, registry)?.required === true)
      .map(({ jsonName }) => jsonName);
    const description = commentOf(type);
    return {
      type: 'object',
      ...(description === undefined ? {} : { description }),
      properties: Object.fromEntries(fields.map((field) => [field.jsonName, this.field(field, registry)])),
      ...(required.length === 0 ? {} : { required }),
    };
  }

  /** The schema of a field, with its comment and its rules. */
  field(field: DescField, registry: Registry): JsonSchema {
    const description = commentOf(field);
    return {
      ...this.#value(field, registry),
      ...rulesSchema(field, registry),
      ...(description === undefined ? {} : { description }),
    };
  }

  #value(field: DescField, registry: Registry): JsonSchema {
    switch (field.fieldKind) {
      case 'scalar':
        return scalarSchema(field.scalar);
      case 'enum':
        return this.#enum(field.enum);
      case 'message':
        return this.message(field.message, registry);
      case 'list':
        return { type: 'array', items: this.#item(field, registry) };
      case 'map':
        return { type: 'object', additionalProperties: this.#item(field, registry) };
    }
  }

  #item(field: DescField & { readonly fieldKind: 'list' | 'map' }, registry: Registry): JsonSchema {
    if (field.message !== undefined) return this.message(field.message, registry);
    if (field.enum !== undefined) return this.#enum(field.enum);
    return scalarSchema(field.scalar ?? ScalarType.STRING);
  }

  #enum(type: DescEnum): JsonSchema {
    if (type.typeName === 'google.protobuf.NullValue') return { type: 'null' };
    if (!this.#schemas.has(type.typeName)) {
      const description = [commentOf(type), ...type.values.map((value) => valueLine(value.name, commentOf(value)))]
        .filter((line) => line !== undefined)
        .join('\n');
      this.#schemas.set(type.typeName, {
        type: 'string',
        enum: type.values.map(({ name }) => name),
        ...(description === '' ? {} : { description }),
      });
    }
    return { $ref: `#/components/schemas/${type.typeName}` };
  }
}

function valueLine(name: string, comment: string | undefined): string | undefined {
  return comment === undefined ? undefined : `- ${name}: ${comment}`;
}

function scalarSchema(scalar: ScalarType): JsonSchema {
  switch (scalar) {
    case ScalarType.BOOL:
      return { type: 'boolean' };
    case ScalarType.STRING:
      return { type: 'string' };
    case ScalarType.BYTES:
      return { type: 'string', contentEncoding: 'base64' };
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return { type: 'number', format: scalar === ScalarType.FLOAT ? 'float' : 'double' };
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return { type: 'integer', format: 'int32' };
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return { type: 'integer', minimum: 0, maximum: 4_294_967_295 };
    default:
      // 64-bit numbers are texts in proto3 JSON; numbers are taken too.
      return {
        type: 'string',
        format: scalar === ScalarType.UINT64 || scalar === ScalarType.FIXED64 ? 'uint64' : 'int64',
      };
  }
}

function rulesSchema(field: DescField, registry: Registry): JsonSchema {
  const rules = fieldRulesOf(field, registry);
  if (rules === undefined) return {};
  const schema: Record<string, unknown> = {};
  if (rules.minLen !== undefined) schema['minLength'] = rules.minLen;
  if (rules.maxLen !== undefined) schema['maxLength'] = rules.maxLen;
  if (rules.pattern !== '') schema['pattern'] = rules.pattern;
  if (rules.id) schema['pattern'] = ID_PATTERN;
  if (rules.gte !== undefined) schema['minimum'] = rules.gte;
  if (rules.lte !== undefined) schema['maximum'] = rules.lte;
  const [min, max] = field.fieldKind === 'map' ? ['minProperties', 'maxProperties'] : ['minItems', 'maxItems'];
  if (rules.minItems !== undefined) schema[min] = rules.minItems;
  if (rules.maxItems !== undefined) schema[max] = rules.maxItems;
  if (rules.outputOnly) schema['readOnly'] = true;
  return schema;
}
