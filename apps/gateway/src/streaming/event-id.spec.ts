import { create, createFileRegistry, fromJson, toBinary, type JsonValue } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import * as fc from 'fast-check';
import { gatewayMethod, type GatewayMethod } from '../descriptors/gateway-method.js';
import { eventIdReader } from './event-id.js';

/** A method whose events have fields of a type: `title` as 1, then those named. */
function methodOf(type: Type, names: readonly string[], { optional = false } = {}): GatewayMethod {
  const fields = [
    { name: 'title', type: Type.STRING },
    ...names.map((name) => ({ name, type, optional })),
    { name: 'inner', type: Type.MESSAGE, typeName: '.events.v1.Event' },
  ];
  const isOptional = (field: object): boolean => 'optional' in field && field.optional === true;
  const file = create(FileDescriptorProtoSchema, {
    name: 'events.proto',
    package: 'events.v1',
    syntax: 'proto3',
    messageType: [
      {
        name: 'Event',
        field: fields.map((field, index) => ({
          ...('typeName' in field ? { typeName: field.typeName } : {}),
          name: field.name,
          jsonName: field.name,
          number: index + 1,
          type: field.type,
          label: FieldDescriptorProto_Label.OPTIONAL,
          ...(isOptional(field) ? { proto3Optional: true, oneofIndex: index - 1 } : {}),
        })),
        oneofDecl: optional ? names.map((name) => ({ name: `_${name}` })) : [],
      },
    ],
    service: [
      {
        name: 'EventService',
        method: [
          { name: 'Watch', inputType: '.events.v1.Event', outputType: '.events.v1.Event', serverStreaming: true },
        ],
      },
    ],
  });
  const registry = createFileRegistry(file, () => undefined);
  const method = registry.getService('events.v1.EventService')?.methods[0];
  if (method === undefined) throw new Error('no method');
  return gatewayMethod('events', method, registry);
}

function idOf(method: GatewayMethod, event: Record<string, JsonValue>): string | undefined {
  return eventIdReader(method)?.(toBinary(method.output, fromJson(method.output, event)));
}

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.isWellFormed());

describe('eventIdReader', () => {
  it.each([
    ['int32', Type.INT32, int32],
    ['uint32', Type.UINT32, fc.integer({ min: 0, max: 2 ** 32 - 1 })],
    ['sint32', Type.SINT32, int32],
    ['int64', Type.INT64, int64],
    ['uint64', Type.UINT64, uint64],
    ['sint64', Type.SINT64, int64],
    ['fixed64', Type.FIXED64, uint64],
    ['string', Type.STRING, text.filter((value) => !/[\r\n\0]/.test(value))],
  ])('reads an id of type %s as JSON has it', (_name, type, values: fc.Arbitrary<JsonValue>) => {
    const method = methodOf(type, ['sequence']);
    fc.assert(
      fc.property(values, text, (sequence, title) => {
        // An event within the event is none of the stream's.
        const event = { title, inner: { sequence, title }, sequence };
        expect(idOf(method, event)).toBe(String(sequence));
      }),
    );
  });

  it('takes the first field that is there, and 0 for none', () => {
    const method = methodOf(Type.INT64, ['cursor', 'sequence', 'revision']);
    expect(idOf(method, { cursor: '3', sequence: '1', revision: '2' })).toBe('1');
    expect(idOf(method, { cursor: '3', revision: '2' })).toBe('2');
    expect(idOf(method, { cursor: '3' })).toBe('3');
    expect(idOf(method, { title: 'x' })).toBe('0');
  });

  it('takes a zero that is said for an id', () => {
    const method = methodOf(Type.INT64, ['sequence', 'revision'], { optional: true });
    expect(idOf(method, { sequence: '0', revision: '2' })).toBe('0');
    expect(idOf(method, { revision: '2' })).toBe('2');
  });

  it('leaves out a text that would break the event', () => {
    const method = methodOf(Type.STRING, ['cursor', 'sequence']);
    expect(idOf(method, { sequence: 'a\nevent: x', cursor: 'c' })).toBe('c');
  });

  it('reads bytes that no writer makes as a decoder does', () => {
    const read = eventIdReader(methodOf(Type.UINT64, ['sequence']));
    // Twice: the last counts. Zero: as if it were not there.
    expect(read?.(Uint8Array.from([0x10, 0x05, 0x10, 0x07]))).toBe('7');
    expect(read?.(Uint8Array.from([0x10, 0x00]))).toBe('0');
    expect(() => read?.(Uint8Array.from([0x10]))).toThrow('unreadable');
  });

  it('knows events that have none', () => {
    expect(eventIdReader(methodOf(Type.INT64, ['number']))).toBeUndefined();
  });
});
