import { jsonCodec, protobufTsJsonCodec, type CodecError, type MessageCodec } from '../src/index.js';
import { EveryType } from './gen/conformance.js';

describe.each<[string, MessageCodec]>([
  ['compiled', jsonCodec],
  ['by protobuf-ts', protobufTsJsonCodec],
])('JSON that is refused, %s', (_name, codec) => {
  it.each([
    ['{"oneMessage":{"whole":{"manyInt32":[1,2,"x"]}}}', 'oneMessage.whole.manyInt32[2]'],
    ['{"oneInt32":1,"one_message":{"a":1.5}}', 'one_message.a'],
    ['{"manyMessage":[{"a":1},{"nope":1}]}', 'manyMessage[1].nope'],
    ['{"mapStringMessage":{"ok":{},"it\'s":{"a":"x"}}}', 'mapStringMessage["it\'s"].a'],
    ['{"mapInt32Int32":{"1":2,"x":3}}', 'mapInt32Int32["x"]'],
    ['{"timestamp":"yesterday"}', 'timestamp'],
    ['{"pickString":"a","nope":1}', 'nope'],
    ['{"oneEnum":"SOUP"}', 'oneEnum'],
  ])('%s names %s', (json, field) => {
    const error = refusal(() => codec.decode(EveryType, Buffer.from(json)));
    expect(error).toMatchObject({ name: 'CodecError', reason: 'MALFORMED_JSON', details: { field } });
    expect(error.message).toContain(`at ${field}: `);
  });

  it('names no field where two of them do not go together', () => {
    const error = refusal(() => codec.decode(EveryType, Buffer.from('{"pickString":"a","pickInt32":1}')));
    expect(error.details['field']).toBeUndefined();
    expect(error.message).toContain('pick');
  });
});

it('says that a name is given twice, at any depth', () => {
  const json = '{"oneMessage":{"a":1,"a":2}}';
  expect(() => jsonCodec.decode(EveryType, Buffer.from(json))).toThrow(/given twice/);
});

function refusal(act: () => unknown): CodecError {
  try {
    act();
  } catch (error) {
    return error as CodecError;
  }
  throw new Error('was not refused');
}
