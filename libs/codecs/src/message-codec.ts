import type { IMessageType } from '@protobuf-ts/runtime';

export const PROTOBUF = 'application/protobuf';
export const JSON_TYPE = 'application/json';

/** Turns messages into bytes of one content type and back. Stateless: one serves all. */
export interface MessageCodec {
  /** Media type without parameters, such as `application/protobuf`. */
  readonly contentType: string;
  /** What the message leaves out, it and the messages in it, counts as being at its default. */
  encode<T extends object>(type: IMessageType<T>, message: T): Uint8Array;
  /** @throws CodecError when the bytes are no such message */
  decode<T extends object>(type: IMessageType<T>, bytes: Uint8Array): T;
}
