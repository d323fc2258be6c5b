import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

const sources = join(import.meta.dirname, 'consumer');
const READY_MS = 20_000;

/** The same sources as either kind of module. */
export const MODULE_KINDS = /** @type {const} */ (['module', 'commonjs']);

/**
 * An empty project of somebody who knows the packages only from the registry.
 * @param {string} dir
 * @param {{ registry: import('./start-registry.mjs').TestRegistry, signal: AbortSignal }} options
 */
export async function createConsumer(dir, { registry, signal }) {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'package.json'), JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }));
  await writeFile(join(dir, '.npmrc'), `@bodybroker:registry=${registry.url}\n`);
  for (const file of ['tsconfig.json', 'globals.d.ts']) await copyFile(join(sources, file), join(dir, file));
  for (const kind of MODULE_KINDS) {
    await mkdir(join(dir, kind));
    await writeFile(join(dir, kind, 'package.json'), JSON.stringify({ type: kind }));
    for (const file of ['client.ts', 'server.ts']) await copyFile(join(sources, file), join(dir, kind, file));
  }

  /** @param {string} program @param {readonly string[]} args */
  const run = async (program, args) => {
    const env = { ...process.env, ...registry.env };
    const { code, stdout, stderr } = await runCommand(program, args, { cwd: dir, env, timeoutMs: 180_000, signal });
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`.trim());
    return stdout;
  };
  return {
    install: (/** @type {readonly string[]} */ packages) =>
      run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages]),

    /** Compiles the programs; what node runs needs its kind beside it. */
    compile: async () => {
      await run(process.execPath, ['node_modules/typescript/bin/tsc']);
      for (const kind of MODULE_KINDS) {
        await copyFile(join(dir, kind, 'package.json'), join(dir, 'out', kind, 'package.json'));
      }
    },

    /** Examples of READMEs as modules of this project; they are compiled with the rest from then on. */
    addExamples: async (/** @type {ReadonlyMap<string, string>} */ examples) => {
      await mkdir(join(dir, 'examples'));
      await writeFile(join(dir, 'examples', 'package.json'), JSON.stringify({ type: 'module' }));
      for (const [name, text] of examples) await writeFile(join(dir, 'examples', `${name}.ts`), text);
    },

    /** Runs server and client as processes of their own. @param {string} kind @param {string} natsUrl */
    roundTrip: async (kind, natsUrl) => {
      const server = startProgram(join(dir, 'out', kind, 'server.js'), natsUrl);
      try {
        await server.ready;
        return JSON.parse(await run(process.execPath, [join(dir, 'out', kind, 'client.js'), natsUrl]));
      } finally {
        await server.stop();
      }
    },
  };
}

/** @param {string} file @param {string} url */
function startProgram(file, url) {
  const child = spawn(process.execPath, [file, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  const ready = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server was not ready in time:\n${output}`)), READY_MS);
    const listen = (/** @type {Buffer} */ text) => {
      output += text;
      if (!output.includes('ready')) return;
      clearTimeout(late);
      resolve(undefined);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
    void ended.finally(() => clearTimeout(late));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 8_000);
    await ended;
    clearTimeout(late);
    if (child.exitCode !== 0) throw new Error(`the server did not end well (${child.exitCode}):\n${output}`);
  };
  return { ready, stop };
}

/**
 * The first TypeScript example of each package's README, by a name for its file.
 * @param {string} root
 * @param {readonly import('../publishable-packages.mjs').Package[]} packages
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
export async function readmeExamples(root, packages) {
  const examples = new Map();
  for (const { name, dir } of packages) {
    const [, example] = /```ts\n([\s\S]*?)```/.exec(await readFile(join(root, dir, 'README.md'), 'utf8')) ?? [];
    // One that continues a text is not a module by itself.
    if (example?.startsWith('import ')) examples.set(name.split('/')[1], example);
  }
  return examples;
}
