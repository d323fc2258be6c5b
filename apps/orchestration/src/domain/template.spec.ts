import { BadTemplate, MissingValue, fillTemplate, lookUp, refsOf } from './template.js';

const scope = {
  input: { price: '40', items: [{ item_id: 'knife' }], flag: false },
  steps: { pay: { result: { entryId: 'e1', amount: 3 } }, skipped: { status: 'SKIPPED' } },
};

describe('fillTemplate', () => {
  it('takes values as they are where a text is nothing else', () => {
    const template = { a: '${input.items}', b: '${input.flag}', c: '${steps.pay.result.amount}', d: [1, null] };
    expect(fillTemplate(template, scope, 'refuse')).toEqual({
      a: [{ item_id: 'knife' }],
      b: false,
      c: 3,
      d: [1, null],
    });
  });

  it('writes values into longer texts', () => {
    expect(fillTemplate({ a: 'entry ${steps.pay.result.entry_id}: ${input.price}' }, scope, 'refuse')).toEqual({
      a: 'entry e1: 40',
    });
  });

  it('finds a name in snake_case under its lowerCamelCase, and list items by number', () => {
    expect(lookUp(scope, ['steps', 'pay', 'result', 'entry_id'])).toBe('e1');
    expect(lookUp(scope, ['input', 'items', '0', 'item_id'])).toBe('knife');
    expect(lookUp(scope, ['input', 'price', 'length'])).toBeUndefined();
    expect(lookUp(scope, ['input', 'constructor'])).toBeUndefined();
  });

  it('refuses a missing input, unless it is optional or leaving out was asked for', () => {
    expect(() => fillTemplate({ a: '${input.none}' }, scope, 'refuse')).toThrow(MissingValue);
    expect(fillTemplate({ a: '${input.none?}', b: 1 }, scope, 'refuse')).toEqual({ b: 1 });
    expect(fillTemplate({ a: { b: 'x ${input.none}' } }, scope, 'leave-out')).toEqual({ a: {} });
  });

  it('leaves out what a step did not answer: proto3 JSON leaves defaults out', () => {
    expect(fillTemplate({ a: '${steps.pay.result.zero}', b: ['${steps.skipped.result.x}'] }, scope, 'refuse')).toEqual({
      b: [],
    });
  });
});

describe('refsOf', () => {
  it('finds all refs, however deep', () => {
    expect(refsOf({ a: ['${input.x}', { b: 'y ${steps.s.result?}' }] }).map(({ text }) => text)).toEqual([
      'input.x',
      'steps.s.result',
    ]);
  });

  it.each(['${', '${}', '${a b}', '${input..x}', 'x ${input.y', '${${input.x}}'])('cannot read %s', (text) => {
    expect(() => refsOf(text)).toThrow(BadTemplate);
  });
});
