import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { findApps } from '../dev/stack/apps.mjs';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { replaceParts } from './generated-parts.mjs';
import { natsSecrets, serviceEntries } from './service-entries.mjs';

// node tools/compose/generate.mjs [--check]
// Writes the entries of all processes into deploy/compose/compose.yaml.

/** @param {string} root @returns {string} */
export const composeFile = (root) => join(root, 'deploy/compose/compose.yaml');

/** @param {string} root @returns {Promise<{ present: string, wanted: string }>} the file as it is, and as the apps want it */
export async function composeText(root) {
  const apps = findApps(root).map(({ name }) => name);
  const present = await readFile(composeFile(root), 'utf8');
  const written = replaceParts(present, { services: serviceEntries(apps), secrets: natsSecrets(apps) });
  return { present, wanted: await format(written, { parser: 'yaml', singleQuote: true, printWidth: 120 }) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { present, wanted } = await composeText(workspaceRoot);
  if (!process.argv.includes('--check')) await writeFile(composeFile(workspaceRoot), wanted);
  else if (present !== wanted) {
    console.error('deploy/compose/compose.yaml does not fit the apps: node tools/compose/generate.mjs');
    process.exitCode = 1;
  }
}
