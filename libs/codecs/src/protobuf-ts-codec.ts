import type { IMessageType } from '@protobuf-ts/runtime';
import { CodecError } from './codec-error.js';
import { shapeOfMessageType } from './compiled/index.js';
import { locateBinaryFault } from './faults/binary-fault.js';
import { PROTOBUF, type MessageCodec } from './message-codec.js';

// Unknown fields come from newer writers; services do not pass messages on, so they are dropped.
const READ_OPTIONS = { readUnknownField: false } as const;
const WRITE_OPTIONS = { writeUnknownFields: false } as const;

/** Protobuf binary by protobuf-ts' reflection: what the compiled codec is measured against and falls back to. Encodes whole messages only. */
export const protobufTsCodec: MessageCodec = {
  contentType: PROTOBUF,
  encode: <T extends object>(type: IMessageType<T>, message: T) => type.toBinary(message, WRITE_OPTIONS),
  decode: <T extends object>(type: IMessageType<T>, bytes: Uint8Array) => {
    try {
      return type.fromBinary(bytes, READ_OPTIONS);
    } catch (error) {
      throw refusal(type as unknown as IMessageType<object>, bytes, error);
    }
  },
};

/** Says at which byte the first field begins that cannot be read, and which it is. */
function refusal(type: IMessageType<object>, bytes: Uint8Array, error: unknown): CodecError {
  const fault = locateBinaryFault(shapeOfMessageType(type), bytes);
  const where = fault === undefined ? '' : ` at byte ${fault.offset}${fault.path === '' ? '' : `, ${fault.path}`}`;
  return new CodecError(
    'MALFORMED_PROTOBUF',
    `the body is not a ${type.typeName} in protobuf${where === '' ? '' : `: it cannot be read${where}`}`,
    {
      message_type: type.typeName,
      ...(fault === undefined ? {} : { offset: String(fault.offset) }),
      ...(fault === undefined || fault.path === '' ? {} : { field: fault.path }),
    },
    error,
  );
}
