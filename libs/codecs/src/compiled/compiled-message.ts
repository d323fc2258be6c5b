import { ByteSink } from './byte-sink.js';
import { ByteSource } from './byte-source.js';
import { compileDecode, type DecodeFunction } from './compile-decode.js';
import { compileEncode, type EncodeFunction } from './compile-encode.js';
import { compileJsonRead, type JsonReadFunction } from './compile-json-read.js';
import { compileJsonWrite, type JsonWriteFunction } from './compile-json-write.js';
import { JsonSink } from './json-sink.js';
import type { MessageShape } from './message-shape.js';
import { SLOW_WAY } from './slow-way.js';
import { WELL_KNOWN_JSON } from './well-known-json.js';

const COMPILED = new WeakMap<MessageShape, CompiledMessage>();

// Reading and writing never wait, so one buffer of each kind serves all.
const bytesSink = new ByteSink();
const jsonSink = new JsonSink();

/** The codec of a message type; one per shape. */
export function compiledMessage(shape: MessageShape): CompiledMessage {
  const known = COMPILED.get(shape);
  if (known !== undefined) return known;
  const compiled = new CompiledMessage(shape);
  COMPILED.set(shape, compiled);
  return compiled;
}

/**
 * Four functions for one message type, each compiled when it is first used. They are fast ways for what is common: all
 * of them throw at what they leave to a reference implementation, whether that is a fault or only rare.
 */
export class CompiledMessage {
  readonly typeName: string;
  /** Whether JSON's null is a value of this type, not the absence of one. */
  readonly readsNull: boolean;
  /** Parts that messages around this one call; the first call of each compiles it. */
  encode: EncodeFunction;
  decode: DecodeFunction;
  readJson: JsonReadFunction;
  writeJson: JsonWriteFunction;

  constructor(shape: MessageShape) {
    const wellKnown = WELL_KNOWN_JSON.get(shape.typeName);
    this.typeName = shape.typeName;
    this.readsNull = wellKnown?.readsNull ?? false;
    this.encode = (message, sink) => {
      this.encode = orLeave(() => compileEncode(shape, compiledMessage));
      this.encode(message, sink);
    };
    this.decode = (source, end) => {
      this.decode = orLeave(() => compileDecode(shape, compiledMessage));
      return this.decode(source, end);
    };
    this.readJson =
      wellKnown?.read ??
      ((json, sink, depth) => {
        this.readJson = orLeave(() => compileJsonRead(shape, compiledMessage));
        this.readJson(json, sink, depth);
      });
    this.writeJson =
      wellKnown?.write ??
      ((source, end, sink) => {
        this.writeJson = orLeave(() => compileJsonWrite(shape, compiledMessage));
        this.writeJson(source, end, sink);
      });
  }

  /** @throws at what the reference shall do */
  toBytes(message: object): Uint8Array {
    return bytesSink.collect((sink) => this.encode(message, sink));
  }

  /** @throws at what the reference shall do */
  fromBytes(bytes: Uint8Array): object {
    return this.decode(new ByteSource(bytes), bytes.length);
  }

  /**
   * Protobuf binary of parsed JSON.
   * @param members how many members its objects had as written; more than it has now: one name came twice
   * @throws at what the reference shall do
   */
  jsonToBytes(json: unknown, members?: number): Uint8Array {
    return bytesSink.collect((sink) => {
      sink.members = 0;
      this.readJson(json, sink, 1);
      if (members !== undefined && sink.members !== members) throw SLOW_WAY;
    });
  }

  /**
   * Canonical proto3 JSON, in UTF-8, of protobuf binary.
   * @throws at what the reference shall do
   */
  bytesToJson(bytes: Uint8Array): Uint8Array {
    const source = new ByteSource(bytes);
    return jsonSink.collect((sink) => {
      source.pos = 0;
      this.writeJson(source, bytes.length, sink);
    });
  }
}

/** Where text may not become code (a Content-Security-Policy, --disallow-code-generation-from-strings) nothing is compiled. */
function orLeave<F>(compile: () => F): F | (() => never) {
  try {
    return compile();
  } catch {
    return () => {
      throw SLOW_WAY;
    };
  }
}
