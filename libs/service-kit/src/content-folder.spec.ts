import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from './content-folder.js';

describe('a content folder', () => {
  let path: string;
  let content: ContentFolder;

  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'content-'));
    mkdirSync(join(path, 'quests'));
    writeFileSync(join(path, 'quests/b.json'), '{"id":"b"}');
    writeFileSync(join(path, 'quests/a.json'), '{"id":"a"}');
    writeFileSync(join(path, 'quests/notes.md'), 'none of it');
    writeFileSync(join(path, 'bad.json'), '{');
    content = new ContentFolder(path);
  });
  afterAll(() => rmSync(path, { recursive: true }));

  it('answers the JSON files of a sub-folder in the order of their names', () => {
    expect(content.all('quests')).toEqual([
      { file: 'quests/a.json', json: { id: 'a' } },
      { file: 'quests/b.json', json: { id: 'b' } },
    ]);
  });

  it('reads a file as text, as JSON and as a node', () => {
    expect(content.text('quests/notes.md')).toBe('none of it');
    expect(content.json('quests/a.json')).toEqual({ id: 'a' });
    expect(content.node('quests/a.json').at('id').id()).toBe('a');
  });

  it.each<[string, () => unknown, string]>([
    ['a file that is not there', () => content.json('none.json'), 'content/none.json: cannot be read'],
    ['a file that is no JSON', () => content.json('bad.json'), 'content/bad.json: is not JSON'],
    ['a folder with one that is no JSON', () => content.all(), 'content/bad.json: is not JSON'],
    ['a folder that is not there', () => content.all('people'), 'content/people: cannot be read'],
  ])('names %s', (_what, read, problem) => {
    expect(read).toThrow(expect.objectContaining({ name: 'ContentError', message: problem }));
  });
});
