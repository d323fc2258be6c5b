import { invalidArgument } from '@bodybroker/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
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
export function compileJsonCheck(schema: unknown): JsonCheck {
  const bad = (rule: string): Error => invalidArgument('params.json_schema', rule, 'BAD_JSON_SCHEMA');
  if (typeof schema !== 'object' && typeof schema !== 'boolean') throw bad('is no JSON Schema');
  const { $schema: _dialect, ...rest } = schema as Readonly<Record<string, unknown>>;
  const plain = typeof schema === 'boolean' ? schema : rest;
  // A pattern of a caller can take for ever on a text of the same caller.
  if (mentions(plain, ['pattern', 'patternProperties'])) throw bad('must not have patterns');
  let validate;
  try {
    if (schemas.validateSchema(plain) !== true) throw bad('is no JSON Schema');
    // An instance of its own: ids in one caller's schema must not meet another's.
    const ajv = new Ajv2020({ strict: false, logger: false, meta: false, validateSchema: false });
    validate = ajv.compile(plain as object);
  } catch (error) {
    throw error instanceof Error && error.name === 'DomainError' ? error : bad('cannot be used as a JSON Schema');
  }
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

function mentions(value: unknown, keywords: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((member) => mentions(member, keywords));
  return Object.entries(value).some(
    ([name, member]) =>
      // A property may be called so: then what is under it is a schema, not a text.
      (keywords.includes(name) && (name === 'patternProperties' || typeof member === 'string')) ||
      mentions(member, keywords),
  );
}
