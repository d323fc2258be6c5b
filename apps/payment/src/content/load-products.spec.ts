import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadProducts } from './load-products.js';

const good = { id: 'x', name: 'X', description: 'An x.', prices: { EUR: 1 }, grants: { TOOTH: 1 }, items: [] };

describe('the products file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'products-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (json: unknown) => {
    writeFileSync(join(folder, 'products.json'), JSON.stringify(json));
    return loadProducts(new ContentFolder(folder));
  };

  it('that ships is whole', () => {
    const products = loadProducts(new ContentFolder(join(__dirname, '../../content')));
    expect([...products.keys()]).toEqual(['founders-kit', 'teeth-jaw', 'teeth-pouch', 'teeth-small']);
  });

  it.each<[unknown, string]>([
    [{}, 'the file must be a list'],
    [[null], 'a product must be an object'],
    [[{ ...good, id: 'X!' }], 'without an id'],
    [[good, good], 'twice'],
    [[{ ...good, name: '' }], 'x: name and description'],
    [[{ ...good, prices: {} }], 'x: has no price'],
    [[{ ...good, prices: { MARK: 1 } }], 'x.prices: MARK is none of EUR'],
    [[{ ...good, prices: { EUR: 1.5 } }], 'x.prices.EUR'],
    [[{ ...good, grants: { TOOTH: 0 } }], 'x.grants.TOOTH'],
    [[{ ...good, grants: { TOOTH: 1, MARK: 1 } }], 'one currency'],
    [[{ ...good, grants: {}, items: [] }], 'gives nothing'],
    [[{ ...good, items: [{ itemId: 'saw', count: 0 }] }], 'x.items'],
  ])('%j is refused, naming the place', (json, problem) => {
    expect(() => load(json)).toThrow(`content/products.json: `);
    expect(() => load(json)).toThrow(problem);
  });
});
