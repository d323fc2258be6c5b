export { CodecError } from './codec-error.js';
export { codecFor } from './codec-for.js';
export { COMPRESSION_THRESHOLD_BYTES, compressBody, decompressBody } from './compression.js';
export { JSON_TYPE, jsonCodec } from './json-codec.js';
export { MAX_JSON_DEPTH, assertJsonDepth } from './json-depth.js';
export { PROTOBUF, protobufCodec } from './protobuf-codec.js';
export type { EncodedBody } from './compression.js';
export type { MessageCodec } from './message-codec.js';
