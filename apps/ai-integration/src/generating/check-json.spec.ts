import { compileJsonCheck } from './check-json.js';

describe('compileJsonCheck', () => {
  const check = compileJsonCheck({ type: 'object', required: ['a'], properties: { a: { type: 'integer' } } });

  it.each(['{"a":1}', ' {"a":1}\n', '```json\n{"a":1}\n```', '```\n{"a":1}\n```'])('finds the value in %j', (reply) => {
    expect(check(reply)).toEqual({ fits: true, text: '{"a":1}' });
  });

  it('says where and why a value does not fit', () => {
    expect(check('{"a":"x"}')).toEqual({ fits: false, problems: '/a must be integer' });
    expect(check('so be it')).toEqual({ fits: false, problems: 'it is not JSON' });
  });

  it.each([
    [{ type: 'nonsense' }],
    [{ $ref: '#/nowhere' }],
    [{ $ref: 'https://host.example/schema' }],
    [{ pattern: '(a+)+$' }],
    [{ properties: { pattern: { pattern: 'a' } } }],
    [{ patternProperties: { a: true } }],
  ])('refuses %j', (schema) => {
    expect(() => compileJsonCheck(schema)).toThrow(expect.objectContaining({ reason: 'BAD_JSON_SCHEMA' }));
  });

  it('takes a property that is called pattern, true, and one id twice', () => {
    expect(compileJsonCheck({ properties: { pattern: { type: 'string' } } })('{"pattern":"x"}').fits).toBe(true);
    expect(compileJsonCheck(true)('1').fits).toBe(true);
    const schema = {
      $id: 'https://host.example/a',
      type: 'number',
      $schema: 'http://json-schema.org/draft-07/schema#',
    };
    compileJsonCheck(schema);
    expect(compileJsonCheck({ ...schema, type: 'string' })('"x"').fits).toBe(true);
  });
});
