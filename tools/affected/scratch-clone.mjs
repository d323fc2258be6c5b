import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../dev/run-command.mjs';
import { quietEnvironment } from '../dev/stack/build.mjs';

const SCOPE = '@bodybroker';
/** Of a program's output, when it failed: the reason is at the end. */
const FAILURE_LINES = 40;

/**
 * @typedef {object} ScratchClone
 * @property {string} dir
 * @property {(program: string, args: readonly string[], options?: { env?: NodeJS.ProcessEnv, timeoutMs?: number }) =>
 *   Promise<string>} run its stdout; throws with the end of its output when it fails
 * @property {(message: string) => Promise<void>} commit everything that has changed
 * @property {() => Promise<void>} remove
 */

/**
 * A clone of the workspace's HEAD whose last commit is what the working tree holds now, so that commits, tags and
 * releases can be tried before anything is committed. Programs and packages are those of the workspace, by links; the
 * workspace's own packages are those of the clone.
 * @param {string} root
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<ScratchClone>}
 */
export async function createScratchClone(root, { signal } = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'bodybroker-clone-'));
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 3 });
  /** @type {ScratchClone['run']} */
  const run = async (program, args, { env = {}, timeoutMs = 300_000 } = {}) => {
    const options = { cwd: dir, env: { ...scratchEnvironment(dir), ...env }, timeoutMs, ...(signal && { signal }) };
    const result = await runCommand(program, args, options);
    signal?.throwIfAborted();
    if (result.code === 0) return result.stdout;
    const output = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-FAILURE_LINES).join('\n');
    throw new Error(`${program} ${args.join(' ')} ended with ${result.code}:\n${output}`);
  };
  const commit = async (/** @type {string} */ message) => {
    await run('git', ['add', '--all']);
    await run('git', ['commit', '--quiet', '--allow-empty', '--message', message]);
  };
  try {
    await run('git', ['clone', '--quiet', '--no-checkout', root, '.']);
    for (const [key, value] of SETTINGS) await run('git', ['config', key, value]);
    await copyWorkingTree(root, dir);
    await linkPackages(root, dir);
    await commit('chore: what the working tree holds');
    // Checkouts of CI are often on no branch.
    await run('git', ['checkout', '--quiet', '-B', 'main']);
    return { dir, run, commit, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A clone does as its own settings say, whatever those of the user are. */
const SETTINGS = /** @type {const} */ ([
  ['user.name', 'Scratch Clone'],
  ['user.email', 'scratch@example.invalid'],
  ['commit.gpgsign', 'false'],
  ['tag.gpgsign', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['gc.auto', '0'],
]);

/** @param {string} dir */
function scratchEnvironment(dir) {
  const env = quietEnvironment(dir);
  // Set inside a git hook or by a runner, they would lead back to the workspace.
  const leading = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'NX_BASE', 'NX_HEAD', 'NX_WORKSPACE_ROOT_PATH'];
  return Object.fromEntries(Object.entries(env).filter(([key]) => !leading.includes(key) && !key.startsWith('npm_')));
}

/** @param {string} root @param {string} dir */
async function copyWorkingTree(root, dir) {
  const listed = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  if (listed.code !== 0) throw new Error(`git ls-files in ${root}: ${listed.stderr}`);
  for (const file of new Set(listed.stdout.split('\0').filter(Boolean))) {
    // A file that is deleted in the working tree is still listed, and is not to be there in the clone either.
    await cp(join(root, file), join(dir, file), { verbatimSymlinks: true }).catch(ignoreMissing);
  }
}

/** @param {NodeJS.ErrnoException} error */
function ignoreMissing(error) {
  if (!['ENOENT', 'ENOTDIR'].includes(error.code ?? '')) throw error;
}

/** @param {string} root @param {string} dir */
async function linkPackages(root, dir) {
  const from = join(root, 'node_modules');
  const to = join(dir, 'node_modules');
  await mkdir(join(to, SCOPE), { recursive: true });
  const names = (await readdir(from)).filter((name) => name !== SCOPE && name !== '.cache');
  await Promise.all(names.map((name) => symlink(join(from, name), join(to, name))));
  for (const { name, dir: packageDir } of await workspacePackages(dir)) {
    await symlink(packageDir, join(to, name));
  }
}

/** @param {string} dir @returns {Promise<{ name: string, dir: string }[]>} */
async function workspacePackages(dir) {
  const { workspaces } = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
  const found = [];
  for (const pattern of workspaces) {
    const parent = pattern.replace(/\/\*$/, '');
    const folders =
      pattern === parent ? [parent] : (await readdir(join(dir, parent))).map((name) => `${parent}/${name}`);
    for (const folder of folders) {
      const manifest = await readFile(join(dir, folder, 'package.json'), 'utf8').catch(ignoreMissing);
      if (manifest) found.push({ name: JSON.parse(manifest).name, dir: join(dir, folder) });
    }
  }
  return found;
}
