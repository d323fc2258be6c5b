import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

// npm run generate -- [--check]: everything in the repository that is made from something else in it. What of it is not
// what it should be is written, or with --check only named. (deploy/terraform/COSTS.md is made by terraform, on its own.)
const GENERATORS = [
  'tools/codegen/generate.mjs',
  'tools/docs/generate.mjs',
  'tools/nats-accounts/generate.mjs',
  'tools/compose/generate.mjs',
  'tools/infra/services/generate.mjs',
  'deploy/monitoring/generate.mjs',
  'libs/codecs/test/conformance/generate.mjs',
];

for (const script of GENERATORS) {
  const { status } = spawnSync(process.execPath, [join(workspaceRoot, script), ...process.argv.slice(2)], {
    cwd: workspaceRoot,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
