import { Struct, Value } from '@bodybroker/contracts-common';
import fc from 'fast-check';
import { fromJsonObject, fromJsonValue, toJsonObject, toJsonValue } from './json-value.js';

describe('JSON of the well-known types', () => {
  it('comes back as it was, over the wire', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (json) => {
        fc.pre(!JSON.stringify(json).includes('__proto__'));
        const wire = Value.fromBinary(Value.toBinary(fromJsonValue(json as never)));
        expect(JSON.stringify(toJsonValue(wire, 'value'))).toBe(JSON.stringify(json));
      }),
    );
  });

  it('is what protobuf makes of it', () => {
    const json = { a: [1, 'two', null, { b: false }], c: {} };
    expect(Struct.toJson(fromJsonObject(json))).toEqual(json);
    expect(fromJsonObject(json)).toEqual(Struct.fromJson(json));
    expect(toJsonObject(Struct.fromJson(json), 'value')).toEqual(json);
  });

  it('is null, or empty, where nothing is', () => {
    expect(toJsonValue(undefined, 'value')).toBeNull();
    expect(toJsonValue(Value.create(), 'value')).toBeNull();
    expect(toJsonObject(undefined, 'value')).toEqual({});
  });

  it('rounds whole numbers that a double cannot hold', () => {
    expect(fromJsonValue(9_007_199_254_740_993n).kind).toEqual({ oneofKind: 'numberValue', numberValue: 2 ** 53 });
  });

  it.each([NaN, Infinity, -Infinity])('refuses %p, however deep, and names the field', (numberValue) => {
    const deep: Value = {
      kind: { oneofKind: 'listValue', listValue: { values: [{ kind: { oneofKind: 'numberValue', numberValue } }] } },
    };
    expect(() => toJsonValue(deep, 'changes.volume')).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: 'changes.volume' }) as object }),
    );
  });

  it('refuses a member that would become a prototype', () => {
    const fields = Object.fromEntries([['__proto__', fromJsonValue({ isAdmin: true })]]);
    expect(() => toJsonObject({ fields }, 'value')).toThrow(expect.objectContaining({ reason: 'FORBIDDEN_MEMBER' }));
  });
});
