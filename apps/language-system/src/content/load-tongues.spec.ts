import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadPatterns } from '../patterns/load-patterns.js';
import { loadTongues } from './load-tongues.js';

const shipped = join(__dirname, '../../content/');

/** The shipped content with one file changed. */
function contentWith(file: string, change: (json: never) => unknown): ContentFolder {
  const path = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(shipped, path, { recursive: true });
  const json = JSON.parse(readFileSync(join(path, file), 'utf8')) as never;
  writeFileSync(join(path, file), JSON.stringify(change(json)));
  return new ContentFolder(path);
}

describe('the tongues that ship', () => {
  it('are three, with 600 core words and something to say of every intent', async () => {
    const { core, phrases, languages } = loadTongues(new ContentFolder(shipped), 'seed', await loadPatterns());
    expect(core).toHaveLength(600);
    expect(languages.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['old-ledger', ''],
      ['ossuary', ''],
      ['cant', 'old-ledger'],
    ]);
    for (const sentences of Object.values(phrases)) expect(sentences).toHaveLength(8);
  });

  it.each([
    ['a core word too few', 'core-lemmas.json', (json: string[]) => json.slice(1), 'core-lemmas.json: must have 600'],
    ['a core word twice', 'core-lemmas.json', (json: string[]) => [...json.slice(1), json[5]], 'must have 600'],
    ['no part of speech', 'core-lemmas.json', (json: string[]) => ['bone', ...json.slice(1)], '[0]: must be a lemma'],
    ['no sentence', 'phrases.json', (json: object) => ({ ...json, CURSE: [] }), 'CURSE: must have a sentence'],
    ['an unknown slot', 'phrases.json', (json: object) => ({ ...json, CURSE: ['{who}'] }), 'CURSE[0]: {who}'],
    ['an orphan', 'languages.json', (json: object[]) => [json[2]], '[0].parentId'],
    ['a language twice', 'languages.json', (json: object[]) => [json[0], json[0]], '[1].id: comes twice'],
    ['no affix', 'languages.json', ([one]: object[]) => [{ ...one, morphology: {} }], '[0].morphology.plural'],
    [
      'no vowel',
      'languages.json',
      ([one]: { phonology: object }[]) => [{ ...one, phonology: { ...one?.phonology, vowels: [] } }],
      'must have a vowel',
    ],
  ])('are refused with %s', async (_what, file, change, message) => {
    const compile = await loadPatterns();
    const content = contentWith(file, change as (json: never) => unknown);
    expect(() => loadTongues(content, 'seed', compile)).toThrow(message);
  });
});
