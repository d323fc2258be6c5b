import { PROTOBUF, type MessageCodec } from '@bodybroker/codecs';
import { HEADER } from './header-names.js';

/** Writes what a body is encoded in. Nothing for protobuf, the default: most answers then go out without any header. */
export function writeContentType({ contentType }: MessageCodec, headers: Record<string, string>): void {
  if (contentType !== PROTOBUF) headers[HEADER.contentType] = contentType;
}
