import { invalidArgument, type JsonObject } from '@bodybroker/domain';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { payloadMisfit } from '../domain/event-type.js';
import type { PayloadFormat } from './payload-format.js';

/**
 * Payloads whose type was registered with a JSON Schema (2020-12): JSON text. A schema stands for itself: a `$ref` leads to its
 * own definitions, nothing is fetched; `format` says nothing about validity, as the standard has it unless asked.
 * @throws DomainError INVALID_ARGUMENT BAD_JSON_SCHEMA when it is no schema that can be compiled
 */
export function jsonSchemaFormat(type: string, schema: JsonObject): PayloadFormat {
  const validate = compile(schema);
  return {
    fromJson: (json) => {
      if (!fits(validate, json)) throw misfit(type, validate.errors?.[0]);
      return { bytes: Buffer.from(JSON.stringify(json)), contentType: 'application/json' };
    },
    fromBinary: () => {
      throw payloadMisfit(type, '', 'must be JSON: the type has no protobuf message');
    },
    toJson: (payload) => JSON.parse(Buffer.from(payload).toString('utf8')) as JsonObject,
  };
}

function compile(schema: JsonObject): ValidateFunction {
  try {
    if (schema['$async'] !== undefined) throw new TypeError('$async is not allowed');
    // One of its own, so that schemas cannot refer to each other and are forgotten with their types.
    const ajv = new Ajv2020({ validateFormats: false, strictTypes: false, strictTuples: false, addUsedSchema: false });
    const validate = ajv.compile(schema);
    // A schema that refers to itself without end shows with any value.
    validate({});
    return validate;
  } catch (error) {
    const cause = error instanceof Error ? error.message.slice(0, 256) : 'unknown';
    throw invalidArgument('json_schema', `cannot be compiled: ${cause}`, 'BAD_JSON_SCHEMA');
  }
}

function fits(validate: ValidateFunction, json: JsonObject): boolean {
  try {
    return validate(json) === true;
  } catch (error) {
    // Deeper than the stack: no value an event should have.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function misfit(type: string, error: ErrorObject | undefined): Error {
  const { instancePath = '', params = {}, message = 'is too deep' } = error ?? {};
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, string | undefined>>;
  const member = missingProperty ?? additionalProperty;
  return payloadMisfit(type, member === undefined ? instancePath : `${instancePath}/${member}`, message);
}
