import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { cluesPerAnswer } from '../domain/check-solvable.js';
import { QUESTIONS } from '../domain/incident.js';
import { SceneConditions } from '../domain/scene-conditions.js';
import { loadScenes } from './load-scenes.js';
import { loadTemplates } from './load-templates.js';

const CONTENT = join(__dirname, '../../content');

describe('the content', () => {
  it('has twenty scenes and more, and incidents that can be solved over several of them', () => {
    const { scenes, incidents } = loadScenes(new ContentFolder(CONTENT), new SceneConditions());
    expect(scenes.size).toBeGreaterThanOrEqual(20);
    expect([...incidents.keys()].sort()).toEqual(['fire-in-chimney-row', 'the-clerk-in-the-water', 'the-cold-surgeon']);
    for (const [id, incident] of incidents) {
      const told = [...scenes.values()].filter(({ incidentId }) => incidentId === id);
      expect(told.length).toBeGreaterThanOrEqual(3);
      for (const question of QUESTIONS) expect(cluesPerAnswer(incident, told)[question]).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('a content file that cannot be used', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scenes-'));
    cpSync(CONTENT, folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Loads the content after a change to one of its files. */
  const load = (file: string, change: (text: string) => string): void => {
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
    const content = new ContentFolder(folder);
    loadScenes(content, new SceneConditions());
    loadTemplates(content);
  };

  it.each([
    ['scenes/ash-ward.json', '"location": "ash-kilns"', '"location": 7', '$.oil-book.location'],
    ['scenes/ash-ward.json', '"clue": "fire.clock"', '"clue": "fire.nothing"', 'CLUE_MISSING|names fire.nothing'],
    ['scenes/ash-ward.json', '"when": "second-bell"', '"when": "never"', 'when=never'],
    [
      'scenes/ash-ward.json',
      '"incident": "fire-in-chimney-row"',
      '"incident": "no-fire"',
      'incident names no incident',
    ],
    ['scenes/bone-ward.json', '"phobia.insects"', '"phobia.cats"', 'must be one of'],
    ['scenes/bone-ward.json', "time.phase == 'NIGHT'", "time.phase ==== 'NIGHT'", 'bone-ward.json'],
    ['incidents/incidents.json', '"who": "osric-tamm"', '"who": "nobody"', '$.fire-in-chimney-row.truth.who'],
    ['templates/murder.json', '"spots": [', '"places": [', '$.spots needs at least 3 items'],
  ])('is refused with its name: %s', (file, from, to, problem) => {
    expect(() => load(file, (text) => text.replace(from, to))).toThrow(file);
    expect(() => load(file, (text) => `${text} `)).toThrow(new RegExp(problem.replace(/[$.[\]()]/g, '\\$&')));
  });

  it('is refused when an answer has too few clues left', () => {
    const without = (text: string): string =>
      text.replace('"clue": "clerk.candle-at-four"', '"x": 1').replace('"clue": "clerk.two-tokens"', '"x": 1');
    expect(() => load('scenes/drowned-ward.json', without)).toThrow(/"when" has 1 clues/);
  });
});
