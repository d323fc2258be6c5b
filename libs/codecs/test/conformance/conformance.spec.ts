import { compiledMessage, shapeOfMessageType } from '../../src/compiled/index.js';
import { jsonCodec, protobufCodec, protobufTsCodec, protobufTsJsonCodec, type MessageCodec } from '../../src/index.js';
import { EveryType } from '../gen/conformance.js';
import { BINARY_CASES } from './binary-cases.js';
import type { ConformanceCase } from './conformance-case.js';
import { JSON_CASES } from './json-cases.js';
import { JSON_GROUP_CASES } from './json-group-cases.js';
import { JSON_TEXT_CASES } from './json-text-cases.js';
import { NOT_MET_BY_CODECS, NOT_MET_BY_PROTOBUF_TS } from './not-met.js';
import { WELL_KNOWN_CASES } from './well-known-cases.js';

const CASES = [...BINARY_CASES, ...JSON_TEXT_CASES, ...JSON_CASES, ...JSON_GROUP_CASES, ...WELL_KNOWN_CASES];

interface Implementation {
  readonly binary: MessageCodec;
  readonly json: MessageCodec;
}

/** What came of a case, in the form it is wanted in. */
function outcome({ binary, json }: Implementation, { input, wanted }: ConformanceCase): unknown {
  let message: EveryType;
  try {
    message =
      'json' in input
        ? json.decode(EveryType, Buffer.from(input.json))
        : binary.decode(EveryType, Uint8Array.from(input.binary));
  } catch (error) {
    expect(error).toMatchObject({ name: 'CodecError' });
    return 'refused on reading';
  }
  if (typeof wanted === 'object' && 'binary' in wanted) return hex(binary.encode(EveryType, message));
  if (wanted === 'refused on reading') return 'read';
  try {
    return JSON.parse(Buffer.from(json.encode(EveryType, message)).toString());
  } catch {
    return 'refused on writing';
  }
}

function wantedOf({ wanted }: ConformanceCase): unknown {
  if (typeof wanted === 'string') return wanted;
  return 'binary' in wanted ? hex(Uint8Array.from(wanted.binary)) : wanted.json;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe.each<[string, Implementation, ReadonlyMap<string, string>]>([
  ['these codecs', { binary: protobufCodec, json: jsonCodec }, NOT_MET_BY_CODECS],
  ['protobuf-ts', { binary: protobufTsCodec, json: protobufTsJsonCodec }, NOT_MET_BY_PROTOBUF_TS],
])('the protobuf conformance cases, by %s', (_name, implementation, notMet) => {
  const met = CASES.filter(({ name }) => !notMet.has(name));

  it.each(met.map((one) => [one.level, one.name, one] as const))('%s: %s', (_level, _case, one) => {
    expect(outcome(implementation, one)).toEqual(wantedOf(one));
  });

  it.each([...notMet])('does not meet %s: %s', (name) => {
    const one = CASES.find((known) => known.name === name);
    expect(one).toBeDefined();
    expect(outcome(implementation, one as ConformanceCase)).not.toEqual(wantedOf(one as ConformanceCase));
  });
});

describe('compiled functions by themselves, without the reference behind them', () => {
  const compiled = compiledMessage(shapeOfMessageType(EveryType));

  /** undefined: left to the reference. */
  const straight = ({ input, wanted }: ConformanceCase): unknown => {
    const toBinary = typeof wanted === 'object' && 'binary' in wanted;
    try {
      const bytes = 'json' in input ? compiled.jsonToBytes(JSON.parse(input.json)) : Uint8Array.from(input.binary);
      if (toBinary) return hex(compiled.toBytes(compiled.fromBytes(bytes)));
      if (wanted === 'refused on reading') return compiled.fromBytes(bytes);
      return JSON.parse(Buffer.from(compiled.bytesToJson(bytes)).toString());
    } catch {
      return undefined;
    }
  };

  // Names that came twice are seen by their number, which is not given here.
  const cases = CASES.filter(({ name }) => name !== 'FieldNameDuplicate');

  it.each(cases.map((one) => [one.name, one] as const))('are right about %s, or leave it', (_case, one) => {
    const result = straight(one);
    if (typeof one.wanted === 'string') expect(result).toBeUndefined();
    else if (result !== undefined) expect(result).toEqual(wantedOf(one));
  });
});

it('holds each case once', () => {
  const names = CASES.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
