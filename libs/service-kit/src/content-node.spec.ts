import { ContentNode } from './content-node.js';

const node = (value: unknown): ContentNode => new ContentNode('goods.json', value);

describe('a value in a content file', () => {
  it('is read as what it must be', () => {
    const saw = node({
      id: 'bone-saw',
      name: 'Bone saw',
      price: 40,
      isSold: true,
      kind: 'TOOL',
      count: [1, 3],
      tags: ['iron', 'old'],
      wear: { edge: 0.5 },
    });
    expect(saw.at('id').id()).toBe('bone-saw');
    expect(saw.at('name').text(20)).toBe('Bone saw');
    expect(saw.at('price').number()).toBe(40);
    expect(saw.at('price').whole(1, 40)).toBe(40);
    expect(saw.at('isSold').boolean()).toBe(true);
    expect(saw.at('kind').oneOf(['ITEM', 'TOOL'])).toBe('TOOL');
    expect(saw.at('count').bounds(1, 3)).toEqual([1, 3]);
    expect(saw.at('tags').texts()).toEqual(['iron', 'old']);
    expect(saw.at('wear').numbers()).toEqual({ edge: 0.5 });
    expect(
      saw
        .at('wear')
        .entries()
        .map(([name, edge]) => [name, edge.number()]),
    ).toEqual([['edge', 0.5]]);
  });

  it('may be missing where that is said', () => {
    const nothing = node({}).at('toString');
    expect(nothing.isMissing).toBe(true);
    expect([nothing.textIfAny(), nothing.itemsIfAny(), nothing.texts(), nothing.numbers()]).toEqual(['', [], [], {}]);
    expect(() => nothing.text()).toThrow('content/goods.json: $.toString must be a text');
  });

  it.each<[string, unknown, (each: ContentNode) => unknown, string]>([
    ['a list for an object', [], (each) => each.at('x'), '$ must be an object'],
    ['an object for a list', {}, (each) => each.items(), '$ must be a list'],
    ['a missing list', {}, (each) => each.at('x').items(), '$.x must be a list'],
    ['a blank text', [{ x: ' ' }], (each) => each.items()[0]?.at('x').text(), '$[0].x must be a text'],
    ['a long text', 'abc', (each) => each.text(2), '$ must be a text of at most 2 characters'],
    ['an id in capitals', 'Saw', (each) => each.id(), '$ must be an id'],
    ['a text for a number', '4', (each) => each.number(), '$ must be a number'],
    ['a number out of range', 4, (each) => each.number(5, 6), '$ must be a number from 5 to 6'],
    ['half a number', 5.5, (each) => each.whole(5, 6), '$ must be a whole number'],
    ['bounds the wrong way', [2, 1], (each) => each.bounds(1, 2), '$ must be [low, high]'],
    ['three bounds', [1, 1, 2], (each) => each.bounds(1, 2), '$ must be [low, high]'],
    ['a name that is none', 'SPOON', (each) => each.oneOf(['SAW', 'KNIFE']), '$ must be one of SAW, KNIFE'],
    ['a text for a truth', 'yes', (each) => each.boolean(), '$ must be true or false'],
    ['a rule of its owner', {}, (each) => each.at('x').fail('names no tool'), '$.x names no tool'],
  ])('names file, path and rule: %s', (_what, value, read, problem) => {
    expect(() => read(node(value))).toThrow(`content/goods.json: ${problem}`);
  });
});

describe('entries by their ids', () => {
  const read = (each: ContentNode) => ({ id: each.at('id').id() });

  it('are in the order of these', () => {
    expect([
      ...node([{ id: 'saw' }, { id: 'knife' }])
        .byId(read)
        .keys(),
    ]).toEqual(['knife', 'saw']);
  });

  it.each([
    ['an id twice', [{ id: 'saw' }, { id: 'saw' }], '$[1].id saw is there twice'],
    ['none', [], '$ must not be empty'],
  ])('are refused: %s', (_what, value, problem) => {
    expect(() => node(value).byId(read)).toThrow(`content/goods.json: ${problem}`);
  });
});
