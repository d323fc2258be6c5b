// node tools/infra/services/generate.mjs [--check]
//
// Writes deploy/terraform/services.json, the map that repositories, tasks, permissions and alarms are made from, out of the workspace.
// --check compares instead of writing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { workspaceRoot } from '../../dev/workspace-root.mjs';
import { readServices } from './read-services.mjs';

const target = 'deploy/terraform/services.json';
const file = join(workspaceRoot, target);
const text = await format(JSON.stringify(readServices(workspaceRoot)), {
  ...(await resolveConfig(file)),
  parser: 'json',
});
const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
if (!process.argv.includes('--check')) {
  if (!isCurrent) writeFileSync(file, text);
  process.stdout.write(`${target} ${isCurrent ? 'was up to date' : 'written'}\n`);
} else if (!isCurrent) {
  process.stderr.write(`${target} is not what the workspace says; run: node tools/infra/services/generate.mjs\n`);
  process.exitCode = 1;
}
