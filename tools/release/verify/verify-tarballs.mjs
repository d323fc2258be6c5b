import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishablePackages } from '../publishable-packages.mjs';
import { contentFindings, downloadTarballs, lintTarballs } from './tarballs.mjs';

/** What npm users get. @param {import('./stage.mjs').Stage} stage */
export async function verifyTarballs({ list, signal, dir, clone, registry }) {
  const libs = publishablePackages(clone.dir);
  const tarballs = await list.check('the packages can be downloaded', () =>
    downloadTarballs(libs, { url: registry.url, dir: join(dir, 'tarballs') }),
  );
  if (tarballs === undefined) return;
  await list.check('each holds code, types, sources, licence, README and changelog, and no tests', async () => {
    const licence = await readFile(join(clone.dir, 'LICENSE'), 'utf8');
    const findings = [];
    for (const [name, file] of tarballs) {
      for (const finding of await contentFindings(file, licence)) findings.push(`${name} ${finding}`);
    }
    assert.equal(findings.join('\n'), '');
  });
  await list.check('publint and attw find nothing wrong (ES modules only)', () =>
    lintTarballs([...tarballs.values()], signal),
  );
}
