import { invalidArgument } from '@bodybroker/domain';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readJsonAnswer } from '../domain/read-json-answer.js';

export type JsonVerdict =
  | { readonly fits: true; readonly text: string }
  /** In words for the model. */
  | { readonly fits: false; readonly problems: string };

/** Looks at a model's reply. */
export type JsonCheck = (reply: string) => JsonVerdict;

// One for all looks at schemas; it keeps none of them.
const schemas = new Ajv2020({ strict: false, logger: false });

/**
 * Compiles the JSON Schema (2020-12) that replies must fit.
 * @throws DomainError INVALID_ARGUMENT, reason BAD_JSON_SCHEMA
 */
export function compileJsonCheck(schema: boolean | object): JsonCheck {
  const bad = (rule: string): Error => invalidArgument('params.json_schema', rule, 'BAD_JSON_SCHEMA');
  // A pattern of a caller can take for ever on a text of the same caller.
  if (mentionsPattern(schema)) throw bad('must not have patterns');
  const plain = withoutDialect(schema);
  if (schemas.validateSchema(plain) !== true) throw bad('is no JSON Schema');
  const validate = compile(plain);
  if (validate === undefined) throw bad('refers to what is not there, or cannot be used');
  return (reply) => {
    const text = readJsonAnswer(reply);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { fits: false, problems: 'it is not JSON' };
    }
    if (validate(value)) return { fits: true, text };
    const [first] = validate.errors ?? [];
    return { fits: false, problems: `${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`.trim() };
  };
}

function withoutDialect(schema: boolean | object): boolean | object {
  if (typeof schema === 'boolean') return schema;
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== '$schema'));
}

function compile(schema: boolean | object): ValidateFunction | undefined {
  // An instance of its own: ids in one caller's schema must not meet another's.
  const ajv = new Ajv2020({ strict: false, logger: false, meta: false, validateSchema: false });
  try {
    return ajv.compile(schema);
  } catch {
    return undefined;
  }
}

function mentionsPattern(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(mentionsPattern);
  return Object.entries(value).some(
    ([name, member]) =>
      name === 'patternProperties' ||
      // A property may be called so; then it has a schema, not a text.
      (name === 'pattern' && typeof member === 'string') ||
      mentionsPattern(member),
  );
}
