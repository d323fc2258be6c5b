import type { ByteSink } from './byte-sink.js';
import type { ByteSource } from './byte-source.js';
import type { JsonSink } from './json-sink.js';
import { SLOW_WAY } from './slow-way.js';
import type { WellKnownJson } from './well-known-json.js';

// Field numbers and wire types of google/protobuf/struct.proto.
const STRUCT_FIELDS = 10;
const ENTRY_KEY = 10;
const ENTRY_VALUE = 18;
const NULL_VALUE = 8;
const NUMBER_VALUE = 17;
const STRING_VALUE = 26;
const BOOL_VALUE = 32;
const STRUCT_VALUE = 42;
const LIST_VALUE = 50;
const LIST_VALUES = 10;

const MAX_DEPTH = 64;

/** google.protobuf.Struct is any JSON object. */
export const jsonStruct: WellKnownJson = { readsNull: false, read: readObject, write: writeObject };

/** google.protobuf.Value is any JSON. */
export const jsonValue: WellKnownJson = { readsNull: true, read: readAny, write: writeAny };

function readObject(json: unknown, sink: ByteSink, depth: number): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || depth > MAX_DEPTH) throw SLOW_WAY;
  for (const key of Object.keys(json)) {
    sink.members += 1;
    sink.byte(STRUCT_FIELDS);
    const entry = sink.open();
    sink.byte(ENTRY_KEY);
    sink.string(key);
    sink.byte(ENTRY_VALUE);
    writeNested(sink, (json as Record<string, unknown>)[key], depth);
    sink.close(entry);
  }
}

function writeNested(sink: ByteSink, json: unknown, depth: number): void {
  const start = sink.open();
  readAny(json, sink, depth + 1);
  sink.close(start);
}

function readAny(json: unknown, sink: ByteSink, depth: number): void {
  if (depth > MAX_DEPTH) throw SLOW_WAY;
  if (json === null) {
    sink.byte(NULL_VALUE);
    sink.byte(0);
  } else if (typeof json === 'string') {
    sink.byte(STRING_VALUE);
    sink.string(json);
  } else if (typeof json === 'number') {
    sink.byte(NUMBER_VALUE);
    sink.double(json);
  } else if (typeof json === 'boolean') {
    sink.byte(BOOL_VALUE);
    sink.bool(json);
  } else if (Array.isArray(json)) {
    sink.byte(LIST_VALUE);
    const list = sink.open();
    for (const item of json) {
      sink.byte(LIST_VALUES);
      writeNested(sink, item, depth + 1);
    }
    sink.close(list);
  } else {
    sink.byte(STRUCT_VALUE);
    const object = sink.open();
    readObject(json, sink, depth + 1);
    sink.close(object);
  }
}

function writeObject(source: ByteSource, end: number, sink: JsonSink): void {
  const seen = new Set<string>();
  sink.ascii('{');
  while (source.pos < end) {
    if (source.uint32() !== STRUCT_FIELDS) throw SLOW_WAY;
    const entryEnd = source.end();
    if (source.uint32() !== ENTRY_KEY) throw SLOW_WAY;
    const key = source.string();
    if (seen.has(key) || source.uint32() !== ENTRY_VALUE) throw SLOW_WAY;
    if (seen.size > 0) sink.ascii(',');
    seen.add(key);
    sink.text(key);
    sink.ascii(':');
    writeAny(source, source.end(), sink);
    if (source.pos !== entryEnd) throw SLOW_WAY;
  }
  if (source.pos !== end) throw SLOW_WAY;
  sink.ascii('}');
}

function writeAny(source: ByteSource, end: number, sink: JsonSink): void {
  // Which of several kinds counts, and what none at all means, is the reference's to say.
  if (source.pos === end) throw SLOW_WAY;
  const tag = source.uint32();
  if (tag === NULL_VALUE && source.uint32() === 0) sink.ascii('null');
  else if (tag === STRING_VALUE) sink.copyText(source);
  else if (tag === NUMBER_VALUE) writeNumber(source.double(), sink);
  else if (tag === BOOL_VALUE) sink.bool(source.bool());
  else if (tag === LIST_VALUE) writeList(source, source.end(), sink);
  else if (tag === STRUCT_VALUE) writeObject(source, source.end(), sink);
  else throw SLOW_WAY;
  if (source.pos !== end) throw SLOW_WAY;
}

/** JSON has no numbers that are not finite, and a text would be another value. */
function writeNumber(value: number, sink: JsonSink): void {
  if (!Number.isFinite(value)) throw SLOW_WAY;
  sink.number(value);
}

function writeList(source: ByteSource, end: number, sink: JsonSink): void {
  sink.ascii('[');
  for (let first = true; source.pos < end; first = false) {
    if (source.uint32() !== LIST_VALUES) throw SLOW_WAY;
    if (!first) sink.ascii(',');
    writeAny(source, source.end(), sink);
  }
  if (source.pos !== end) throw SLOW_WAY;
  sink.ascii(']');
}
