import { CodecError } from './codec-error.js';
import { jsonCodec } from './json-codec.js';
import { JSON_TYPE, PROTOBUF, type MessageCodec } from './message-codec.js';
import { protobufCodec } from './protobuf-codec.js';

const BY_TYPE: ReadonlyMap<string, MessageCodec> = new Map([
  [PROTOBUF, protobufCodec],
  ['application/x-protobuf', protobufCodec],
  [JSON_TYPE, jsonCodec],
]);

/**
 * The codec of a Content-Type; parameters such as charset are ignored, none at all means protobuf.
 * @throws CodecError UNSUPPORTED_CONTENT_TYPE
 */
export function codecFor(contentType: string | undefined): MessageCodec {
  if (contentType === undefined || contentType === '') return protobufCodec;
  const codec = BY_TYPE.get(contentType) ?? BY_TYPE.get(mediaType(contentType));
  if (codec !== undefined) return codec;
  throw new CodecError('UNSUPPORTED_CONTENT_TYPE', `a body of type "${contentType.slice(0, 64)}" is not read here`, {
    supported: `${PROTOBUF}, ${JSON_TYPE}`,
  });
}

function mediaType(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}
