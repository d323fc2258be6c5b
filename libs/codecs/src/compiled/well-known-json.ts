import type { ByteSource } from './byte-source.js';
import type { JsonReadFunction } from './compile-json-read.js';
import type { JsonWriteFunction } from './compile-json-write.js';
import { JSON_READERS } from './json-values.js';
import type { JsonSink } from './json-sink.js';
import type { ScalarName } from './message-shape.js';
import { SLOW_WAY } from './slow-way.js';
import { jsonStruct, jsonValue } from './struct-json.js';
import { parseDuration, parseTimestamp, durationText, timestampText, type Instant } from './time-json.js';
import { tagOf, wireTypeOfScalar, writerOf } from './wire-types.js';

/** JSON of the types that have a form of their own, https://protobuf.dev/programming-guides/json/. */
export interface WellKnownJson {
  readonly read: JsonReadFunction;
  readonly write: JsonWriteFunction;
  readonly readsNull: boolean;
}

const leftToReference: WellKnownJson = { read: slow, write: slow, readsNull: false };

export const WELL_KNOWN_JSON: ReadonlyMap<string, WellKnownJson> = new Map([
  ['google.protobuf.Timestamp', instantJson(parseTimestamp, timestampText)],
  ['google.protobuf.Duration', instantJson(parseDuration, durationText)],
  ['google.protobuf.Struct', jsonStruct],
  ['google.protobuf.Value', jsonValue],
  ['google.protobuf.ListValue', leftToReference],
  ['google.protobuf.Any', leftToReference],
  ['google.protobuf.FieldMask', leftToReference],
  ['google.protobuf.DoubleValue', wrapper('double', (r, o) => o.number(r.double()))],
  ['google.protobuf.FloatValue', wrapper('float', (r, o) => o.number(r.float()))],
  ['google.protobuf.Int64Value', wrapper('int64', (r, o) => o.int64(r))],
  ['google.protobuf.UInt64Value', wrapper('uint64', (r, o) => o.uint64(r))],
  ['google.protobuf.Int32Value', wrapper('int32', (r, o) => o.integer(r.int32()))],
  ['google.protobuf.UInt32Value', wrapper('uint32', (r, o) => o.integer(r.uint32()))],
  ['google.protobuf.BoolValue', wrapper('bool', (r, o) => o.bool(r.bool()))],
  ['google.protobuf.StringValue', wrapper('string', (r, o) => o.copyText(r))],
  ['google.protobuf.BytesValue', wrapper('bytes', (r, o) => o.base64(r.byteString()))],
]);

/** Seconds (field 1) and nanoseconds (field 2) as one text. */
function instantJson(parse: (text: string) => Instant, textOf: (instant: Instant) => string): WellKnownJson {
  return {
    readsNull: false,
    read: (json, sink) => {
      if (typeof json !== 'string') throw SLOW_WAY;
      const { seconds, nanos } = parse(json);
      if (seconds !== 0) {
        sink.byte(tagOf(1, 0));
        sink.int64(seconds);
      }
      if (nanos !== 0) {
        sink.byte(tagOf(2, 0));
        sink.int32(nanos);
      }
    },
    write: (source, end, sink) => {
      let seconds = 0;
      let nanos = 0;
      while (source.pos < end) {
        const tag = source.uint32();
        if (tag === tagOf(1, 0)) seconds = Number(source.int64());
        else if (tag === tagOf(2, 0)) nanos = source.int32();
        else throw SLOW_WAY;
      }
      if (source.pos !== end) throw SLOW_WAY;
      sink.quoted(textOf({ seconds, nanos }));
    },
  };
}

/** A message of one scalar in field 1, which JSON shows bare. */
function wrapper(scalar: ScalarName, copy: (source: ByteSource, sink: JsonSink) => void): WellKnownJson {
  const tag = tagOf(1, wireTypeOfScalar(scalar));
  return {
    readsNull: false,
    read: (json, sink) => {
      sink.byte(tag);
      const write = sink[writerOf(scalar)] as (value: unknown) => void;
      write.call(sink, JSON_READERS[scalar](json));
    },
    write: (source, end, sink) => {
      // Zero is written by leaving it out; what that zero looks like the reference knows.
      if (source.pos === end || source.uint32() !== tag) throw SLOW_WAY;
      copy(source, sink);
      if (source.pos !== end) throw SLOW_WAY;
    },
  };
}

function slow(): never {
  throw SLOW_WAY;
}
