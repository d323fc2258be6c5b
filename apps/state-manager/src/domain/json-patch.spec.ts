import fc from 'fast-check';
import fastJsonPatch from 'fast-json-patch';
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.js';
import { jsonEquals, type JsonValue } from './json-value.js';

const document = { name: 'Ana', tags: ['a', 'b'], deep: { n: 1 }, 'a/b': 1, 'm~n': 2 };

describe('applyJsonPatch', () => {
  it.each<[string, JsonPatchOperation, JsonValue]>([
    ['adds a member', { op: 'add', path: '/age', value: 3 }, { ...document, age: 3 }],
    ['adds into an array', { op: 'add', path: '/tags/1', value: 'x' }, { ...document, tags: ['a', 'x', 'b'] }],
    ['appends', { op: 'add', path: '/tags/-', value: 'x' }, { ...document, tags: ['a', 'b', 'x'] }],
    ['replaces', { op: 'replace', path: '/deep/n', value: null }, { ...document, deep: { n: null } }],
    ['reads escapes', { op: 'replace', path: '/a~1b', value: 5 }, { ...document, 'a/b': 5 }],
    ['removes from an array', { op: 'remove', path: '/tags/0' }, { ...document, tags: ['b'] }],
    ['moves', { op: 'move', from: '/tags/0', path: '/tags/1' }, { ...document, tags: ['b', 'a'] }],
    ['copies', { op: 'copy', from: '/deep', path: '/name' }, { ...document, name: { n: 1 } }],
    ['replaces the whole', { op: 'replace', path: '', value: { x: 1 } }, { x: 1 }],
    ['passes a test', { op: 'test', path: '/m~0n', value: 2 }, document],
  ])('%s', (_name, operation, expected) => {
    expect(applyJsonPatch(document, [operation])).toEqual(expected);
  });

  it.each<[string, JsonPatchOperation]>([
    ['an unknown operation', { op: 'merge', path: '/name', value: 1 }],
    ['a pointer that is none', { op: 'add', path: 'name', value: 1 }],
    ['a bad escape', { op: 'add', path: '/~2', value: 1 }],
    ['removing what is not there', { op: 'remove', path: '/nobody' }],
    ['replacing what is not there', { op: 'replace', path: '/nobody', value: 1 }],
    ['adding below what is not there', { op: 'add', path: '/no/body', value: 1 }],
    ['adding beyond the end of an array', { op: 'add', path: '/tags/3', value: 1 }],
    ['an index with a leading zero', { op: 'remove', path: '/tags/01' }],
    ['an add without value', { op: 'add', path: '/name' }],
    ['a move without from', { op: 'move', path: '/name' }],
    ['a move into itself', { op: 'move', from: '/deep', path: '/deep/n' }],
    ['the prototype of an object', { op: 'add', path: '/__proto__/polluted', value: 1 }],
    ['the prototype itself', { op: 'add', path: '/__proto__', value: { polluted: 1 } }],
    ['what every object inherits', { op: 'replace', path: '/constructor', value: 1 }],
  ])('refuses %s', (_name, operation) => {
    expect(() => applyJsonPatch(document, [operation])).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', reason: 'BAD_PATCH' }),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('changes nothing when a later test fails', () => {
    const patch = [
      { op: 'replace', path: '/name', value: 'Eve' },
      { op: 'test', path: '/deep/n', value: 2 },
    ];
    expect(() => applyJsonPatch(document, patch)).toThrow(
      expect.objectContaining({ code: 'FAILED_PRECONDITION', reason: 'PATCH_TEST_FAILED' }),
    );
    expect(document.name).toBe('Ana');
  });

  it('keeps 64-bit numbers it does not touch, and compares them exactly', () => {
    const counters = { big: 2n ** 62n + 1n, other: 1 };
    expect(applyJsonPatch(counters, [{ op: 'copy', from: '/big', path: '/copy' }])).toEqual({
      ...counters,
      copy: 2n ** 62n + 1n,
    });
    expect(() => applyJsonPatch(counters, [{ op: 'test', path: '/big', value: 2 ** 62 }])).toThrow(/not as expected/);
  });

  it('does what fast-json-patch does on any document and the patch between two', () => {
    const json = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'x/y', 'm~n'),
      fc.jsonValue({ maxDepth: 3, noUnicodeString: true }) as fc.Arbitrary<JsonValue>,
    );
    fc.assert(
      fc.property(json, json, (from, to) => {
        const before = structuredClone(from);
        const patch = fastJsonPatch.compare(from, to) as JsonPatchOperation[];
        expect(jsonEquals(applyJsonPatch(from, patch), to)).toBe(true);
        expect(from).toEqual(before);
      }),
    );
  });
});
