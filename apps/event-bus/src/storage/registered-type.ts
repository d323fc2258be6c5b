import type { JsonObject } from '@bodybroker/domain';
import { jsonSchemaFormat } from '../mapping/json-schema-format.js';
import type { EventType } from './event-types.js';

/** The KV bucket that keeps types registered at run time, by their names. */
export const EVENT_TYPES_BUCKET = 'event_types';

/** The value of a key in the bucket, as JSON. */
export interface RegisteredType {
  readonly type: string;
  readonly producer: string;
  readonly clientPublishable: boolean;
  readonly jsonSchema: JsonObject;
}

export function encodeRegistered(registered: RegisteredType): Uint8Array {
  return Buffer.from(JSON.stringify(registered));
}

/** @throws when it is no registered type, or its schema cannot be compiled */
export function decodeRegistered(value: Uint8Array): RegisteredType {
  return JSON.parse(Buffer.from(value).toString('utf8')) as RegisteredType;
}

/** @throws DomainError INVALID_ARGUMENT BAD_JSON_SCHEMA */
export function registeredEventType({ type, producer, clientPublishable, jsonSchema }: RegisteredType): EventType {
  return {
    type,
    producer,
    clientPublishable,
    schemaVersion: 1,
    declaration: { kind: 'schema', jsonSchema },
    format: jsonSchemaFormat(type, jsonSchema),
  };
}
