import type { Bytes } from './wire.js';

/** What comes in; JSON is text, since much of what is to be refused is no JSON. */
export type Input = { readonly binary: Bytes } | { readonly json: string };

/** What is to come out; JSON is compared by value. */
export type Wanted =
  { readonly binary: Bytes } | { readonly json: unknown } | 'refused on reading' | 'refused on writing';

/** One case, as in protobuf's conformance suite and mostly under its name there. */
export interface ConformanceCase {
  readonly name: string;
  /** Required of every implementation, or only recommended. */
  readonly level: 'required' | 'recommended';
  readonly input: Input;
  readonly wanted: Wanted;
}

type Level = ConformanceCase['level'];

/** JSON that means these bytes, and are written again as `back`, by default the same JSON. */
export function jsonMeans(level: Level, name: string, json: string, binary: Bytes, back?: unknown): ConformanceCase[] {
  return [
    { name: `${name}.ProtobufOutput`, level, input: { json }, wanted: { binary } },
    { name: `${name}.JsonOutput`, level, input: { json }, wanted: { json: back ?? (JSON.parse(json) as unknown) } },
  ];
}

export function jsonRefused(level: Level, name: string, json: string): ConformanceCase[] {
  return [{ name, level, input: { json }, wanted: 'refused on reading' }];
}

/** JSON that is written again as other JSON. */
export function jsonBecomes(level: Level, name: string, json: string, back: unknown): ConformanceCase[] {
  return [{ name: `${name}.Validator`, level, input: { json }, wanted: { json: back } }];
}

/** Bytes that are written again as these bytes, and as this JSON. */
export function binaryMeans(level: Level, name: string, binary: Bytes, back: Bytes, json?: unknown): ConformanceCase[] {
  const input = { binary };
  return [
    { name: `${name}.ProtobufOutput`, level, input, wanted: { binary: back } },
    ...(json === undefined ? [] : [{ name: `${name}.JsonOutput`, level, input, wanted: { json } }]),
  ];
}

export function binaryRefused(level: Level, name: string, binary: Bytes): ConformanceCase[] {
  return [{ name, level, input: { binary }, wanted: 'refused on reading' }];
}

/** A message that binary can hold and JSON cannot. */
export function jsonCannotSay(level: Level, name: string, binary: Bytes): ConformanceCase[] {
  return [{ name: `${name}.JsonOutput`, level, input: { binary }, wanted: 'refused on writing' }];
}
