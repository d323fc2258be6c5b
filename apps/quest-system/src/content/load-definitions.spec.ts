import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { eventSamples } from '../mapping/heard-events.js';
import { loadDefinitions } from './load-definitions.js';

const samples = eventSamples();
const shipped = (): ReturnType<typeof loadDefinitions> =>
  loadDefinitions(new ContentFolder(join(__dirname, '../../content/')), samples);

const good = {
  id: 'one-eye',
  title: 'One Eye',
  summary: 'Somebody is missing one.',
  steps: [{ id: 'take', text: 'Take it.', objectives: [{ id: 'eye', text: 'An eye', type: 'COLLECT' }] }],
  connections: [
    { from: 'START', to: 'take' },
    { from: 'take', to: 'END' },
  ],
};

function load(json: unknown, name = 'one-eye'): ReturnType<typeof loadDefinitions> {
  const path = mkdtempSync(join(tmpdir(), 'quests-'));
  mkdirSync(join(path, 'quests'));
  writeFileSync(join(path, 'quests', `${name}.json`), JSON.stringify(json));
  return loadDefinitions(new ContentFolder(path), samples);
}

describe('the quests that are shipped', () => {
  it('are the eighteen of the Nine Wards, each with a giver', () => {
    const quests = shipped();
    expect(quests).toHaveLength(18);
    expect(quests.filter(({ giverNpcId }) => giverNpcId === '')).toEqual([]);
    expect(new Set(quests.map(({ giverNpcId }) => giverNpcId)).size).toBe(18);
  });

  it('use every type of objective, every repeat, branches, joins, failure and deadlines', () => {
    const quests = shipped();
    const steps = quests.flatMap((quest) => quest.steps);
    expect(new Set(steps.flatMap(({ objectives }) => objectives.map(({ type }) => type))).size).toBe(9);
    expect(new Set(quests.map(({ repeat }) => repeat)).size).toBe(3);
    expect(new Set(steps.map(({ branchGroup }) => branchGroup)).size).toBeGreaterThan(4);
    expect(quests.some(({ failureConditions }) => failureConditions.length > 0)).toBe(true);
    expect(quests.some(({ timeLimitGms }) => timeLimitGms !== undefined)).toBe(true);
  });

  it('ask for nothing but what the Nine Wards have', () => {
    const named = JSON.stringify(shipped());
    expect(named).not.toMatch(/eldritch|unspeakable|!"/i);
  });
});

describe('loading quests', () => {
  it('reads one', () => {
    expect(load(good)).toMatchObject([{ id: 'one-eye', repeat: 'ONCE', steps: [{ objectives: [{ count: 1 }] }] }]);
  });

  const withObjective = (objective: object): unknown => ({
    ...good,
    steps: [{ id: 'take', text: 'Take it.', objectives: [{ id: 'eye', text: 'An eye', ...objective }] }],
  });

  it.each([
    ['a file named otherwise', good, 'named after its quest', 'two-eyes'],
    ['an unknown field', { ...good, reward: 1 }, 'reward', undefined],
    ['no title', { ...good, title: '' }, 'title', undefined],
    ['an unknown type', withObjective({ type: 'STEAL' }), 'STEAL', undefined],
    ['a match that does not parse', withObjective({ type: 'COLLECT', match: 'event.' }), 'condition', undefined],
    ['a match about no field', withObjective({ type: 'COLLECT', match: 'event.organ == "eye"' }), 'organ', undefined],
    ['a cycle', { ...good, connections: [...good.connections, { from: 'take', to: 'take' }] }, 'cycle', undefined],
  ])('refuses %s', (_what, json, message, name) => {
    expect(() => load(json, name)).toThrow(message);
    expect(() => load(json, name)).toThrow(/^content\/quests\//);
  });
});
