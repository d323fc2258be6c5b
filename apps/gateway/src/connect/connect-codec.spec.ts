import { create, createRegistry, fromBinary, toBinary, type JsonObject } from '@bufbuild/protobuf';
import { FieldDescriptorProtoSchema, MethodDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { compiledMessage } from '@bodybroker/codecs';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { shapeOfDescriptor } from '../transcoding/shape-of-descriptor.js';
import { requestBytes, responseBody } from './connect-codec.js';

// Messages at hand: only what the codec asks of a method matters.
const method = {
  input: MethodDescriptorProtoSchema,
  output: FieldDescriptorProtoSchema,
  inputCodec: compiledMessage(shapeOfDescriptor(MethodDescriptorProtoSchema)),
  outputCodec: compiledMessage(shapeOfDescriptor(FieldDescriptorProtoSchema)),
  registry: createRegistry(),
} as unknown as GatewayMethod;

const json = (value: JsonObject): Uint8Array => Buffer.from(JSON.stringify(value));

describe('requestBytes', () => {
  it('makes the same bytes of JSON and of binary', () => {
    const message = create(MethodDescriptorProtoSchema, { name: 'GetBook', options: { deprecated: true } });
    const bytes = toBinary(MethodDescriptorProtoSchema, message);
    const fromJson = requestBytes(method, 'json', json({ name: 'GetBook', options: { deprecated: true } }));
    expect(fromBinary(MethodDescriptorProtoSchema, fromJson)).toEqual(message);
    expect(Buffer.compare(requestBytes(method, 'proto', bytes), bytes)).toBe(0);
  });

  it.each([
    [json({ nope: 1 }), 'UNKNOWN_FIELD', 'nope'],
    // What is inside of Google's own types is not looked into.
    [json({ options: { deprecated: 'yes' } }), 'INVALID_FIELD', 'options'],
    [json({ name: 7 }), 'INVALID_FIELD', 'name'],
  ])('names the field of what is wrong in JSON', (body, reason, field) => {
    expect(() => requestBytes(method, 'json', body)).toThrow(
      expect.objectContaining({ reason, details: expect.objectContaining({ field }) as unknown }),
    );
  });

  it('refuses a name given twice, and binary that is none', () => {
    expect(() => requestBytes(method, 'json', Buffer.from('{"name":"a","name":"b"}'))).toThrow(/name/);
    expect(() => requestBytes(method, 'proto', Buffer.from([0x0a, 0xff]))).toThrow(
      expect.objectContaining({ reason: 'INVALID_PROTOBUF' }),
    );
  });

  it('takes no body for an empty message', () => {
    expect(requestBytes(method, 'json', new Uint8Array(0))).toHaveLength(0);
    expect(requestBytes(method, 'proto', new Uint8Array(0))).toHaveLength(0);
  });
});

it('writes responses as bytes or canonical JSON', () => {
  const message = create(FieldDescriptorProtoSchema, { name: 'x', jsonName: 'X', number: 3 });
  const bytes = toBinary(FieldDescriptorProtoSchema, message);
  expect(responseBody(method, 'proto', bytes)).toBe(bytes);
  expect(JSON.parse(Buffer.from(responseBody(method, 'json', bytes)).toString())).toEqual({
    name: 'x',
    jsonName: 'X',
    number: 3,
  });
});
