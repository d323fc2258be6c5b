import { invalidArgument, type JsonObject } from '@bodybroker/domain';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/** Checks attributes. @throws DomainError INVALID_ARGUMENT ATTRIBUTES {path, capability} */
export type CheckAttributes = (capability: string, attributes: JsonObject) => void;

/**
 * Compiles the JSON schema (2020-12) of a capability's attributes. A schema stands for itself: nothing is fetched.
 * @throws DomainError INVALID_ARGUMENT BAD_JSON_SCHEMA when it is no schema that can be compiled
 */
export function attributeSchema(schema: JsonObject): CheckAttributes {
  const validate = compile(schema);
  return (capability, attributes) => {
    if (!fits(validate, attributes)) throw misfit(capability, validate.errors?.[0]);
  };
}

type Validate = ReturnType<Ajv2020['compile']>;

function compile(schema: JsonObject): Validate {
  try {
    if (schema['$async'] !== undefined) throw new TypeError('$async is not allowed');
    // One of its own, so that schemas cannot refer to each other and are forgotten with their definitions.
    const ajv = new Ajv2020({ validateFormats: false, strictTypes: false, strictTuples: false, addUsedSchema: false });
    const validate = ajv.compile(schema);
    // A schema that refers to itself without end shows with any value.
    validate({});
    return validate;
  } catch (error) {
    const cause = error instanceof Error ? error.message.slice(0, 256) : 'unknown';
    throw invalidArgument('definition.json_schema', `cannot be compiled: ${cause}`, 'BAD_JSON_SCHEMA');
  }
}

function fits(validate: Validate, attributes: JsonObject): boolean {
  try {
    return validate(attributes) === true;
  } catch (error) {
    // Deeper than the stack: nothing that attributes should be.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function misfit(capability: string, error: ErrorObject | undefined): Error {
  const { instancePath = '', params = {}, message = 'is too deep' } = error ?? {};
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, string | undefined>>;
  const member = missingProperty ?? additionalProperty;
  const path = member === undefined ? instancePath : `${instancePath}/${member}`;
  return invalidArgument('capabilities.attributes', message, 'ATTRIBUTES', { capability, path });
}
