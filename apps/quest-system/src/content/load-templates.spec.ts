import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { eventSamples } from '../mapping/heard-events.js';
import { loadTemplates } from './load-templates.js';

const samples = eventSamples();

function load(json: unknown): ReturnType<typeof loadTemplates> {
  const path = mkdtempSync(join(tmpdir(), 'templates-'));
  mkdirSync(join(path, 'templates'));
  writeFileSync(join(path, 'templates/errand.json'), JSON.stringify(json));
  return loadTemplates(new ContentFolder(path), samples);
}

const good = {
  slots: { who: [{ id: 'pip', name: 'Pip' }] },
  definition: {
    title: 'For {who.name}',
    summary: { $any: ['Go.', 'Run.'] },
    steps: [{ id: 'go', text: 'Go.' }],
    connections: [
      { from: 'START', to: 'go' },
      { from: 'go', to: 'END' },
    ],
  },
};

describe('templates', () => {
  it('are shipped, and can be played whatever is drawn', () => {
    const templates = loadTemplates(new ContentFolder(join(__dirname, '../../content/')), samples);
    expect([...templates.keys()]).toEqual(['fetch-part', 'night-errand']);
  });

  it('are read from their files', () => {
    expect(load(good).get('errand')?.slots.get('who')).toEqual([{ id: 'pip', name: 'Pip' }]);
  });

  it.each([
    ['no slots', { definition: good.definition }, 'object'],
    ['a slot without choices', { ...good, slots: { who: [] } }, 'who'],
    ['a choice without id', { ...good, slots: { who: [{ name: 'Pip' }] } }, 'without id'],
    ['a word no choice has', { ...good, definition: { ...good.definition, title: '{who.age}' } }, '{who.age}'],
    ['a slot that is not there', { ...good, definition: { ...good.definition, title: '{where.id}' } }, '{where.id}'],
    ['a quest that cannot be played', { ...good, definition: { ...good.definition, connections: [] } }, 'connections'],
  ])('are refused with %s', (_what, json, message) => {
    expect(() => load(json)).toThrow(message);
  });
});
