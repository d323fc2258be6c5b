// node tools/workspace-plugin/generators/try-generators.mjs
// Makes a throwaway service and an rpc in a copy of this workspace, builds, checks and tests them, and throws the copy away.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const SERVICE = 'throwaway-service';
const root = resolve(import.meta.dirname, '../../..');
mkdirSync(join(root, '.data'), { recursive: true });
const copy = mkdtempSync(join(root, '.data/try-generators-'));

try {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  // Files deleted but not yet committed are still listed.
  for (const path of listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { force: true, errorOnExist: false });
  }
  // Hard links: a copy that costs no space; npm replaces files, it does not write into them.
  run('cp', ['-al', join(root, 'node_modules'), join(copy, 'node_modules')]);
  const nx = join(copy, 'node_modules/.bin/nx');
  run(nx, ['g', '@bodybroker/workspace-plugin:service', SERVICE]);
  run(nx, ['g', '@bodybroker/workspace-plugin:rpc', SERVICE, 'BurnNote']);
  run(join(copy, 'node_modules/.bin/buf'), ['lint', 'proto']);
  run(process.execPath, ['tools/workspace-plugin/conformance/run.mjs']);
  run(process.execPath, ['tools/dev/generate.mjs', '--check']);
  run(join(copy, 'node_modules/.bin/tsc'), ['-b', `apps/${SERVICE}`]);
  run(nx, ['run-many', '-t', 'build,test,lint', '-p', `@bodybroker/${SERVICE}`, '--output-style=static']);
  console.log('a generated service builds, tests and lints');
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function run(command, args) {
  const env = {
    ...process.env,
    PATH: `${join(copy, 'node_modules/.bin')}:${process.env.PATH}`,
    CI: 'true',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_WORKSPACE_ROOT_PATH: copy,
    NX_CACHE_DIRECTORY: join(copy, '.nx/cache'),
  };
  const result = spawnSync(command, args, { cwd: copy, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status === 0) return;
  console.error(`${command} ${args.join(' ')} failed:\n${result.stdout}\n${result.stderr}`);
  throw new Error('the generators do not make a working service');
}
