import type { IMessageType } from '@protobuf-ts/runtime';

export const PROTOBUF = 'application/protobuf';

/** Turns messages into bytes of one content type and back. Faster implementations may replace the default ones. */
export interface MessageCodec {
  /** Media type without parameters, such as `application/protobuf`. */
  readonly contentType: string;
  encode<T extends object>(type: IMessageType<T>, message: T): Uint8Array;
  /** @throws CodecError when the bytes are no such message */
  decode<T extends object>(type: IMessageType<T>, bytes: Uint8Array): T;
}
