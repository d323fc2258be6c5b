import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { WorldFiles } from './world-files.js';

const place = (more: object = {}): object => ({
  region: 'r',
  name: 'Place',
  description: 'A place.',
  dread: 10,
  capacity: 5,
  ...more,
});

describe('WorldFiles', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'world-files-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const load = (world: object): WorldFiles => {
    const regions = { r: { name: 'R', description: 'A ward.' } };
    writeFileSync(join(folder, 'world.json'), JSON.stringify({ regions, ...world }));
    return new WorldFiles(new ContentFolder(folder));
  };

  it('reads roads as exits both ways, locked from one side', () => {
    const roads = [{ between: ['a', 'b'], minutes: 5, lock: "facts['open']", lockedText: 'Shut.' }];
    const { locations } = load({ locations: { a: place(), b: place() }, roads }).first;
    expect(locations['a']?.exits).toEqual([
      { to: 'b', travelGms: 300_000, condition: "facts['open']", lockedText: 'Shut.' },
    ]);
    expect(locations['b']?.exits).toEqual([{ to: 'a', travelGms: 300_000, condition: '', lockedText: '' }]);
  });

  it.each([
    ['a missing name', { locations: { a: place({ name: ' ' }) } }, '$.locations.a.name'],
    ['a bad id', { locations: { 'A!': place() } }, '$.locations.A!'],
    ['dread beyond 100', { locations: { a: place({ dread: 101 }) } }, '$.locations.a.dread'],
    [
      'a road to nowhere',
      { locations: { a: place() }, roads: [{ between: ['a', 'x'], minutes: 1 }] },
      '$.roads[0].between',
    ],
    ['a fact of two types', { facts: { f: { type: 'int', value: 'x' } } }, '$.facts.f'],
    ['an unknown region', { locations: { a: place({ region: 'q' }) } }, 'region q, which does not exist'],
    [
      'somebody nowhere',
      { entities: { e: { kind: 'npc', name: 'E', location: 'a' } } },
      'location a, which does not exist',
    ],
    [
      'a lock that is no condition',
      { locations: { a: place(), b: place() }, roads: [{ between: ['a', 'b'], minutes: 1, lock: 'facts[' }] },
      'world.json',
    ],
  ])('refuses %s and says where', (_what, world, where) => {
    expect(() => load(world)).toThrow(/content\/world\.json/);
    expect(() => load(world)).toThrow(where);
  });
});
