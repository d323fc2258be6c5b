import { createFileRegistry, fromBinary, toJson, type DescMessage, type JsonObject } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import * as fc from 'fast-check';
import { isRpcError } from '@bodybroker/nats-sdk';
import { libraryDescriptorSet } from '../../test/fixtures/descriptors.js';
import { jsonToMessage } from './json-to-message.js';
import { JsonTree } from './json-tree.js';
import { parseQuery } from './query-parameters.js';
import { queryToMessage } from './query-to-message.js';

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(libraryDescriptorSet, 'base64')));
const type = registry.getMessage('bodybroker.library.v1.SearchBooksRequest') as DescMessage;

function read(query: string): JsonObject {
  const tree = new JsonTree();
  queryToMessage(parseQuery(query), type, tree, () => false);
  return toJson(type, jsonToMessage(type, JSON.stringify(tree.root), registry)) as JsonObject;
}

const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed() && !value.includes('\0'));

describe('queryToMessage', () => {
  it('gives back what was written into a query', () => {
    const request = fc.record(
      {
        tags: fc.array(text, { minLength: 1 }),
        numbers: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 1 }),
        sold: fc.constant(true),
        weight: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
        limit: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
        by: text,
        'filter.title': text.filter((value) => value !== ''),
        'filter.min_pages': fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(request, (fields) => {
        const query = new URLSearchParams();
        const expected: Record<string, unknown> = {};
        for (const [name, value] of Object.entries(fields)) {
          for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
          if (name === 'filter.title') expected['filter'] = { ...(expected['filter'] as object), title: value };
          else if (name === 'filter.min_pages')
            expected['filter'] = { ...(expected['filter'] as object), minPages: value };
          else expected[name] = value;
        }
        expect(read(query.toString())).toEqual(expected);
      }),
    );
  });

  it('reads or refuses any query, and never breaks', () => {
    const piece = fc.constantFrom(
      '&',
      '=',
      '.',
      '%',
      '%00',
      '+',
      'filter',
      'not',
      'tags',
      'sold',
      'true',
      '1',
      '__proto__',
      'constructor',
      'labels',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        try {
          read(pieces.join(''));
        } catch (error) {
          if (!isRpcError(error) || error.code !== 'INVALID_ARGUMENT') throw error;
        }
        expect(({} as Record<string, unknown>)['not']).toBeUndefined();
      }),
    );
  });

  it('bounds how many parameters there may be', () => {
    expect(() => parseQuery('tags=a&'.repeat(1001))).toThrow(/more than 1000/);
  });
});
