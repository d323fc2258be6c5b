// node tools/nats-accounts/generate.mjs [--check]
//
// Writes deploy/nats/users.json and deploy/nats/accounts.conf from contracts, topology and sources: who may publish and subscribe what.
// --check compares instead of writing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openWorkspace } from '../workspace-plugin/conformance/workspace.mjs';
import { buildUsers } from './build-users.mjs';
import { readTopology } from './read-topology.mjs';
import { renderAccounts } from './render-accounts.mjs';

const check = process.argv.includes('--check');
const workspace = await openWorkspace();
const users = buildUsers(workspace, readTopology(workspace.root));
const folder = join(workspace.root, 'deploy/nats');
const usersFile = join(folder, 'users.json');
const json = await format(JSON.stringify(users), { ...(await resolveConfig(usersFile)), parser: 'json' });

let stale = 0;
mkdirSync(folder, { recursive: true });
for (const [file, content] of /** @type {const} */ ([
  [usersFile, json],
  [join(folder, 'accounts.conf'), renderAccounts(users)],
])) {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  stale += 1;
  if (check) console.error(`${file} is not what contracts, topology and sources say`);
  else writeFileSync(file, content);
}
console.log(
  `${users.length} users; ${stale === 0 ? 'up to date' : check ? `${stale} files differ` : `${stale} files written`}`,
);
if (check && stale > 0) {
  console.error('run: node tools/nats-accounts/generate.mjs');
  process.exitCode = 1;
}
