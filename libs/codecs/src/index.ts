export { CodecError } from './codec-error.js';
export { codecFor } from './codec-for.js';
export { compiledMessage, shapeOfMessageType } from './compiled/index.js';
export { COMPRESSION_THRESHOLD_BYTES, compressBody, decompressBody } from './compression.js';
export { jsonCodec } from './json-codec.js';
export { MAX_JSON_DEPTH, countJsonMembers } from './json-depth.js';
export { JSON_TYPE, PROTOBUF } from './message-codec.js';
export { protobufCodec } from './protobuf-codec.js';
export { protobufTsCodec } from './protobuf-ts-codec.js';
export { protobufTsJsonCodec } from './protobuf-ts-json-codec.js';
export type { EncodedBody } from './compression.js';
export type { MessageCodec } from './message-codec.js';
export type {
  CompiledMessage,
  EnumShape,
  FieldShape,
  MessageShape,
  Presence,
  ScalarName,
  ValueShape,
} from './compiled/index.js';
