import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleContent } from './footprint/bundle-content.mjs';
import { bundleTable, processTable } from './footprint/footprint-tables.mjs';
import { runProcesses } from './footprint/run-processes.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { findApps } from './stack/apps.mjs';
import { buildApps, buildLaunchers } from './stack/build.mjs';
import { NODE_FLAGS } from './stack/node-flags.mjs';
import { workspaceRoot } from './workspace-root.mjs';

// `npm run footprint -- [--only auth,settings] [--bundles] [--node-flags "--max-semi-space-size=4"]`
// What each process is made of, how long it takes to start and what it takes of the memory when it stands idle.

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    bundles: { type: 'boolean', default: false },
    'node-flags': { type: 'string', default: NODE_FLAGS.join(' ') },
  },
});
const interrupted = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => interrupted.abort());
const { signal } = interrupted;

const { node } = await runSetup((line) => console.error(`  ${line}`));
const only = values.only?.split(',');
const apps = findApps(workspaceRoot).filter(({ name }) => only === undefined || only.includes(name));
const build = { root: workspaceRoot, node: node.file, signal };
await buildLaunchers(build);
await buildApps(apps, build);
console.log(`\n${bundleTable(apps.map(({ name, dir }) => ({ name, content: bundleContent(dir) })))}\n`);
if (!values.bundles) {
  const launchers = await import(pathToFileURL(join(workspaceRoot, 'libs/test-servers/dist/index.js')).href);
  const nodeFlags = values['node-flags'].split(' ').filter(Boolean);
  const plan = { root: workspaceRoot, node: node.file, nodeFlags, apps, launchers, signal };
  console.log(`${processTable(await runProcesses(plan))}\n`);
}
