import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import { countWords } from '../domain/sentences.js';
import { loadLore, type ShippedLore } from './load-lore.js';

const shipped = join(__dirname, '../../content/');

describe('the lore that ships', () => {
  let documents: ShippedLore['documents'] = [];
  let relations: ShippedLore['relations'] = [];
  beforeAll(async () => {
    ({ documents, relations } = await loadLore(new ContentFolder(shipped)));
  });

  it('is every file of the folder, 60 to 250 words each, in the voice of the game', () => {
    const files = readdirSync(join(shipped, 'lore')).map((file) => file.replace(/\.md$/, ''));
    expect(documents.map(({ id }) => id).sort()).toEqual(files.sort());
    expect(documents.length).toBeGreaterThanOrEqual(63);
    for (const { text } of documents) {
      expect(countWords(text)).toBeGreaterThanOrEqual(60);
      expect(countWords(text)).toBeLessThanOrEqual(250);
      expect(text).not.toMatch(/!|eldritch|unspeakable/i);
    }
  });

  it('has the documents that others point at, three of them secret', () => {
    const pointedAt =
      'bone-ledger ledger-law plague-walls last-account bloodrain drowned-clerk house-veyl veyl-heir menders-guild back-room-trade ' +
      'assize-hill ash-kilns-history mire-shrine-saint lantern-auction-rules catacombs-map witching-hour broker-licence bone-gate-toll ' +
      'eel-house-recipe missing-page';
    const byId = new Map(documents.map((document) => [document.id, document]));
    for (const id of pointedAt.split(' ')) expect(byId.has(id)).toBe(true);
    for (const id of ['veyl-heir', 'missing-page', 'catacombs-map']) {
      expect(byId.get(id)).toMatchObject({ visibility: 'SECRET', revealedBy: [expect.stringMatching(/^quest:/)] });
    }
  });

  it('relates nothing to itself, and nothing twice', () => {
    const names = relations.map(({ from, type, to }) => `${from} ${type} ${to}`);
    expect(new Set(names).size).toBe(names.length);
    expect(relations.some(({ from, to }) => from === to)).toBe(false);
  });
});

describe('loading lore', () => {
  function contentWith(change: { readonly file: string; readonly from: string; readonly to: string }): ContentFolder {
    const path = mkdtempSync(join(tmpdir(), 'content-'));
    cpSync(shipped, path, { recursive: true });
    const text = readFileSync(join(path, change.file), 'utf8');
    writeFileSync(join(path, change.file), text.replace(change.from, change.to));
    return new ContentFolder(path);
  }

  const file = 'lore/bone-ledger.md';
  it.each([
    [
      'a file too few',
      { file: 'lore.json', from: '"bone-ledger"', to: '"nowhere"' },
      'lore/nowhere.md: cannot be read',
    ],
    ['a document twice', { file: 'lore.json', from: '"ledger-law"', to: '"bone-ledger"' }, 'names one twice'],
    ['no head', { file, from: '---\n', to: '' }, 'between ---'],
    ['an unknown key', { file, from: 'spoiler:', to: 'spoilers:' }, 'spoilers: is no key'],
    ['no title', { file, from: 'title: The Bone Ledger\n', to: '' }, 'title: is missing'],
    ['an unknown visibility', { file, from: 'PUBLIC', to: 'HIDDEN' }, 'visibility: must be'],
    ['KNOWN_BY nobody', { file, from: 'PUBLIC', to: 'KNOWN_BY' }, 'must name a tag'],
    ['a number that is none', { file, from: 'canon: 1', to: 'canon: 7' }, 'canon: must be'],
    ['a bad tag', { file, from: 'tags: law', to: 'tags: La W' }, 'tags: "La W" is no id'],
    ['a bad condition', { file, from: 'spoiler: 0', to: 'unlock: moon(' }, 'unlock'],
    ['a bad cause', { file, from: 'spoiler: 0', to: 'revealed_by: moon' }, 'revealed_by'],
    [
      'half a relation',
      { file: 'lore.json', from: 'ledger-law applied_at gallows-assize', to: 'a b' },
      'relations: "a b"',
    ],
  ])('refuses %s', async (_what, change, message) => {
    await expect(loadLore(contentWith(change))).rejects.toThrow(message);
  });
});
