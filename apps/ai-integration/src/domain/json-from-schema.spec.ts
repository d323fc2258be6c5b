import { drawSequence } from '@bodybroker/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { jsonFromSchema } from './json-from-schema.js';

const WORDS = { sentence: (place: string) => `Mind the drain at ${place}.`, word: () => 'rib' };
const make = (schema: unknown, seed: number | string = 1): unknown => jsonFromSchema(schema, drawSequence(seed), WORDS);
const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** Small as text, four million parts when followed. */
const DOUBLING = {
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length: 23 }, (_, level) => {
      const next = { $ref: `#/$defs/d${level + 1}` };
      return [`d${level}`, level === 22 ? {} : { allOf: [next, next] }];
    }),
  ),
};

describe('jsonFromSchema', () => {
  it.each<[string, object]>([
    ['const', { const: { a: [1] } }],
    ['enum of any', { enum: [1, 'two', null] }],
    ['bounds', { type: 'integer', minimum: -3, maximum: -3 }],
    ['exclusive bounds', { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 5 }],
    ['a lower bound only', { type: 'integer', minimum: 1e6 }],
    ['an upper bound only', { type: 'number', maximum: -0.5 }],
    ['narrow fractions', { type: 'number', minimum: 0.101, maximum: 0.104 }],
    ['multiples', { type: 'integer', minimum: 10, maximum: 30, multipleOf: 7 }],
    ['fractional steps', { type: 'number', minimum: 0, maximum: 2, multipleOf: 0.25 }],
    ['length of strings', { type: 'string', minLength: 90, maxLength: 95 }],
    ['short strings', { type: 'string', minLength: 2, maxLength: 2 }],
    ['empty strings', { type: 'string', maxLength: 0 }],
    ['lists', { type: 'array', items: { type: 'boolean' }, minItems: 4, maxItems: 4 }],
    ['empty lists', { type: 'array', maxItems: 0 }],
    [
      'different items',
      {
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 3 },
        uniqueItems: true,
        minItems: 3,
        maxItems: 3,
      },
    ],
    [
      'tuples',
      { type: 'array', prefixItems: [{ const: 1 }, { type: 'string' }], minItems: 2, items: { type: 'null' } },
    ],
    [
      'objects',
      { type: 'object', properties: { a: { type: 'string' }, 'b/c': { type: 'null' } }, required: ['a', 'z'] },
    ],
    ['nothing but required', { required: ['a'] }],
    [
      'closed objects',
      { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false, required: ['a'] },
    ],
    ['oneOf', { oneOf: [{ type: 'integer', maximum: 0 }, { type: 'string' }] }],
    [
      'anyOf with siblings',
      {
        type: 'object',
        required: ['k'],
        properties: { k: { const: 1 } },
        anyOf: [{ required: ['b'] }, { required: ['c'] }],
      },
    ],
    ['allOf', { allOf: [{ type: 'integer', minimum: 3 }, { maximum: 4 }, { minimum: 4 }] }],
    [
      'references',
      {
        $defs: { part: { type: 'string', minLength: 1 } },
        type: 'object',
        properties: { p: { $ref: '#/$defs/part' } },
        required: ['p'],
      },
    ],
    [
      'recursion that may end',
      { type: 'object', properties: { v: { type: 'integer' }, next: { $ref: '#' } }, required: ['v'] },
    ],
    ['recursive lists', { type: 'array', items: { $ref: '#' } }],
    ['references into lists', { prefixItems: [{ type: 'integer' }], items: { $ref: '#/prefixItems/0' }, minItems: 3 }],
    ['several types', { type: ['null', 'integer'] }],
    ['anything', {}],
    [
      'a property called __proto__',
      JSON.parse('{"type":"object","properties":{"__proto__":{"type":"integer"}},"required":["__proto__"]}') as object,
    ],
  ])('fits %s', (_, schema) => {
    const validate = ajv.compile(schema);
    for (let seed = 0; seed < 40; seed++) {
      const value = JSON.parse(JSON.stringify(make(schema, seed))) as unknown;
      expect([value, validate(value), validate.errors]).toEqual([value, true, null]);
    }
  });

  it('is the same for the same seed and varies with it', () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer', minimum: 0, maximum: 1000 } },
      required: ['n'],
    };
    expect(make(schema, 5)).toEqual(make(schema, 5));
    expect(new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(make(schema, seed)))).size).toBeGreaterThan(
      30,
    );
  });

  it('fits random schemas of its keywords', () => {
    const leaf = fc.oneof(
      fc.record({ type: fc.constant('boolean') }),
      fc.record({ enum: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }) }),
      fc
        .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(20))
        .map(([minimum, span]) => ({ type: 'integer', minimum, maximum: minimum + span })),
      fc
        .tuple(fc.nat(40), fc.nat(40))
        .map(([minLength, span]) => ({ type: 'string', minLength, maxLength: minLength + span })),
    );
    const { schema } = fc.letrec<{ schema: object }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .dictionary(fc.constantFrom('a', 'b', 'c d', 'é'), tie('schema'))
          .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) })),
        fc
          .tuple(tie('schema'), fc.nat(3))
          .map(([items, minItems]) => ({ type: 'array', items, minItems, maxItems: minItems + 1 })),
      ),
    }));
    fc.assert(
      fc.property(schema, fc.nat(), (each, seed) => {
        expect(ajv.validate(each, make(each, seed))).toBe(true);
      }),
    );
  });

  it.each<[string, unknown]>([
    ['false', false],
    ['bounds that cross', { type: 'integer', minimum: 3, maximum: 2 }],
    ['no whole number', { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 }],
    ['lengths that cross', { type: 'string', minLength: 3, maxLength: 2 }],
    ['an empty enum', { enum: [] }],
    ['too few different items', { type: 'array', items: { const: 1 }, uniqueItems: true, minItems: 2 }],
    ['recursion that cannot end', { type: 'object', properties: { next: { $ref: '#' } }, required: ['next'] }],
    ['a reference to itself', { $ref: '#' }],
    ['a reference to nothing', { $ref: '#/$defs/none' }],
    ['a reference elsewhere', { $ref: 'https://example.com/schema' }],
    [
      'a required name that is not allowed',
      { type: 'object', properties: {}, additionalProperties: false, required: ['a'] },
    ],
    ['too much text', { type: 'string', minLength: 40_000 }],
    ['parts that double', DOUBLING],
    [
      'a hostile number of items',
      {
        type: 'array',
        items: { type: 'array', minItems: 100, items: { type: 'array', minItems: 100 } },
        minItems: 100,
      },
    ],
  ])('refuses %s', (_, schema) => {
    expect(() => make(schema)).toThrow(
      expect.objectContaining({ code: 'FAILED_PRECONDITION', reason: 'OUTPUT_SCHEMA' }) as Error,
    );
  });
});
