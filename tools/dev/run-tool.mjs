import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { quietEnvironment } from './stack/build.mjs';
import { workspaceRoot } from './workspace-root.mjs';

// node tools/dev/run-tool.mjs <demo|soak|loadtest|bench|streams|ops> [options of the tool]
// Builds a tool, and what it measures, as far as something has changed; then runs it on Node 24.

/** What a tool needs built beside itself. @type {Readonly<Record<string, readonly string[]>>} */
const ALSO_BUILT = {
  demo: [],
  soak: [],
  loadtest: [],
  streams: [],
  ops: [],
  bench: ['@bodybroker/gateway', '@bodybroker/streams'],
};

const [tool = '', ...args] = process.argv.slice(2);
const also = ALSO_BUILT[tool];
if (also === undefined || !existsSync(join(workspaceRoot, 'tools', tool))) {
  console.error(`usage: run-tool.mjs <${Object.keys(ALSO_BUILT).join('|')}> [options]`);
  process.exit(2);
}

const { node, natsServer, redisServer } = await runSetup((line) => console.error(`  ${line}`));
const env = quietEnvironment(workspaceRoot);
const projects = [`@bodybroker/${tool}`, ...also].join(',');
const nx = [
  join(workspaceRoot, 'node_modules/.bin/nx'),
  'run-many',
  '-t',
  'build',
  '-p',
  projects,
  '--output-style=static',
];
const built = await runCommand(node.file, nx, { cwd: workspaceRoot, env, timeoutMs: 600_000 });
if (built.code !== 0) {
  console.error(`${built.stdout}\n${built.stderr}`.trim());
  process.exit(1);
}

const child = spawn(node.file, ['--enable-source-maps', join(workspaceRoot, 'tools', tool, 'dist/main.mjs'), ...args], {
  cwd: workspaceRoot,
  env: { ...process.env, NATS_SERVER_BIN: natsServer.file, REDIS_SERVER_BIN: redisServer.file },
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; this process only waits for it.
process.on('SIGINT', () => undefined);
child.on('exit', (code) => process.exit(code ?? 1));
