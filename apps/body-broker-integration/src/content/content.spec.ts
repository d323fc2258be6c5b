import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadClients } from './load-clients.js';
import { loadTradeGoods } from './load-trade-goods.js';
import { loadWorkflows } from './load-workflows.js';

const SHIPPED = join(__dirname, '../../content');

describe('the content of the trade', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trade-content-'));
    cpSync(SHIPPED, folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const load = () => {
    const content = new ContentFolder(folder);
    const goods = loadTradeGoods(content);
    return { goods, clients: loadClients(content, goods.partTypes), workflows: loadWorkflows(content) };
  };
  const spoil = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));

  it('is good as it ships', () => {
    const { goods, clients, workflows } = load();
    expect(goods.partTypes.size).toBe(18);
    expect(goods.tools.size).toBe(5);
    expect([...clients.values()].flatMap(({ templates }) => templates).length).toBeGreaterThanOrEqual(12);
    expect(workflows.map(({ id }) => id)).toEqual(['contract_breach', 'contract_settlement', 'purchase_fulfilment']);
  });

  it.each([
    ['part-types.json', '"basePrice": 40', '"basePrice": 0', '$[0].basePrice must be a number from 1 to 100000'],
    ['part-types.json', '"id": "heart"', '"id": "eye"', '$[1].id eye is there twice'],
    ['part-types.json', '"saw"', '"spoon"', '$[0].unfitTools[0] spoon is not the id of a tool'],
    ['tools.json', '"bare-hands"', '"gloved-hands"', '$ must have bare-hands'],
    ['items.json', '"brine-jar"', '"eye"', '$ eye is a part type'],
    ['traits.json', '"chance": 0.06', '"chance": 6', '$[0].chance must be a number from 0 to 1'],
    ['preserving.json', '"ICE"', '"SNOW"', '$.ICE must be an object'],
    ['clients.json', '"minGrade": "D"', '"minGrade": "Z"', 'minGrade must be one of A, B, C, D, E, F'],
    ['clients.json', '"partType": "eye"', '"partType": "halo"', 'partType halo is not the id of a part type'],
    ['clients.json', '"id": "sallow-hands"', '"id": "sallow-eyes"', '$ has the template sallow-eyes twice'],
    ['clients.json', '[', '', 'is not JSON'],
    ['workflows/contract_breach.json', '"steps"', '"stops"', 'stops'],
  ])('names file, path and rule when %s has %s as %s', (file, before, after, problem) => {
    spoil(file, (text) => text.replace(before, after));
    expect(load).toThrow(problem);
    expect(load).toThrow(file);
  });
});
