import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costRows } from './round-trips/cost-rows.mjs';
import { runCommand } from './run-command.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { findApps } from './stack/apps.mjs';
import { quietEnvironment } from './stack/build.mjs';
import { formatTable } from './stack/table.mjs';
import { workspaceRoot } from './workspace-root.mjs';

// `npm run round-trips -- [settings auth …]`: how often each method waits for its store, over all calls of the component tests.

const asked = process.argv.slice(2);
const apps = findApps(workspaceRoot).filter(({ name }) => asked.length === 0 || asked.includes(name));
const { node } = await runSetup((line) => console.error(`  ${line}`));
const dir = await mkdtemp(join(tmpdir(), 'body-broker-round-trips-'));
try {
  const costs = [];
  for (const { name, dir: cwd } of apps) {
    const file = join(dir, `${name}.jsonl`);
    const args = ['--config', join(workspaceRoot, 'tools/jest/jest.config.mjs'), '--rootDir', '.', 'component'];
    const globals = ['--globals', JSON.stringify({ roundTripsFile: file })];
    const jest = [join(workspaceRoot, 'node_modules/.bin/jest'), '--passWithNoTests', ...globals, ...args];
    const { code } = await runCommand(node.file, jest, {
      cwd,
      env: quietEnvironment(workspaceRoot),
      timeoutMs: 600_000,
    });
    console.error(`  ${name}${code === 0 ? '' : ': some of its tests fail, which may fail because they are counted'}`);
    const text = await readFile(file, 'utf8').catch(() => '');
    costs.push(
      ...text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    );
  }
  const heading = [
    'service',
    'method',
    'calls',
    'least',
    'usual',
    'most',
    'what a usual call asks, a round trip | the next',
  ];
  console.log(`\n${formatTable(heading, costRows(costs))}\n`);
} finally {
  await rm(dir, { recursive: true, force: true });
}
