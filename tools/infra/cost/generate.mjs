// node tools/infra/cost/generate.mjs
//
// Writes deploy/terraform/COSTS.md. Needs terraform, and no AWS. `npm run infra:verify` says whether it is up to date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../dev/workspace-root.mjs';
import { openTerraform } from '../terraform/open-terraform.mjs';
import { costsPage } from './costs-page.mjs';
import { readCosts } from './read-costs.mjs';

const file = join(workspaceRoot, 'deploy/terraform/COSTS.md');
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
const terraform = await openTerraform({ root: workspaceRoot, signal: interrupted.signal });
if (typeof terraform === 'string') {
  process.stderr.write(`${terraform}\n`);
  process.exitCode = 1;
} else {
  try {
    writeFileSync(file, await costsPage(await readCosts(terraform), file));
  } finally {
    await terraform.close();
  }
}
