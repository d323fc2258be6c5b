import type { IMessageType, PartialMessage } from '@protobuf-ts/runtime';
import { compiledMessage, shapeOfMessageType, type CompiledMessage } from './compiled/index.js';
import { PROTOBUF, type MessageCodec } from './message-codec.js';
import { protobufTsCodec } from './protobuf-ts-codec.js';

/**
 * Protobuf binary by functions that are compiled for a message type at its first use. Unknown fields are dropped. What
 * is rare, and what is wrong, is left to protobuf-ts: the same bytes, the same messages and its errors.
 */
export const protobufCodec: MessageCodec = {
  contentType: PROTOBUF,
  encode: <T extends object>(type: IMessageType<T>, message: T) => {
    try {
      return compiledOf(type).toBytes(message);
    } catch {
      // protobuf-ts wants every field to be there.
      return protobufTsCodec.encode(type, type.create(message as PartialMessage<T>));
    }
  },
  decode: <T extends object>(type: IMessageType<T>, bytes: Uint8Array) => {
    try {
      return compiledOf(type).fromBytes(bytes) as T;
    } catch {
      return protobufTsCodec.decode(type, bytes);
    }
  },
};

function compiledOf<T extends object>(type: IMessageType<T>): CompiledMessage {
  return compiledMessage(shapeOfMessageType(type as unknown as IMessageType<object>));
}
