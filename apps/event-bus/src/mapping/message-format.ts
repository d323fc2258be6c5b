import { fromBinary, fromJson, toBinary, toJson, type DescMessage, type Registry } from '@bufbuild/protobuf';
import type { JsonObject } from '@bodybroker/domain';
import { payloadMisfit } from '../domain/event-type.js';
import { jsonFaultPath } from './json-fault-path.js';
import type { PayloadFormat } from './payload-format.js';

/** Payloads whose type a contract declares: protobuf, and proto3 JSON for those who want it. */
export function messageFormat(type: string, message: DescMessage, registry: Registry): PayloadFormat {
  const encode = (value: ReturnType<typeof fromBinary<DescMessage>>) => ({
    bytes: toBinary(message, value),
    contentType: 'application/protobuf' as const,
  });
  return {
    fromJson: (json) => {
      try {
        return encode(fromJson(message, json as never, { registry }));
      } catch {
        throw payloadMisfit(type, jsonFaultPath(message, json, registry), `is no member of ${message.typeName}`);
      }
    },
    fromBinary: (bytes) => {
      try {
        return encode(fromBinary(message, bytes));
      } catch {
        throw payloadMisfit(type, '', `is no ${message.typeName}`);
      }
    },
    toJson: (payload, contentType) =>
      contentType === 'application/json'
        ? (JSON.parse(Buffer.from(payload).toString('utf8')) as JsonObject)
        : (toJson(message, fromBinary(message, payload), { registry }) as JsonObject),
  };
}
