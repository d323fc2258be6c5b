import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile, chmod } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { runCommand } from '../run-command.mjs';
import { toolsDir } from '../workspace-root.mjs';

/**
 * @typedef {object} Program
 * @property {string} file
 * @property {string} version as `2.15.1`
 */

const binDir = join(toolsDir, 'bin');

/** @param {string} program @returns {string} `nats-server` -> `NATS_SERVER_BIN` */
export const programVariable = (program) => `${program.replaceAll('-', '_').toUpperCase()}_BIN`;

/**
 * @param {string} file
 * @returns {Promise<Program | undefined>} undefined when it does not run
 */
export async function probeProgram(file) {
  const { code, stdout } = await runCommand(file, ['--version'], { timeoutMs: 10_000 });
  const version = /(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  return code === 0 && version ? { file, version } : undefined;
}

/**
 * The program this machine already has: the newest of those in `.data/tools/bin`, on the PATH and where Debian puts
 * servers; the launchers of libs/test-servers choose by the same rule.
 * @param {string} program
 * @returns {Promise<Program | undefined>}
 */
export async function installedProgram(program) {
  const dirs = [binDir, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  const files = [...new Set(dirs.filter(Boolean).map((dir) => join(dir, program)))].filter((file) => existsSync(file));
  const found = (await Promise.all(files.map(probeProgram))).filter((each) => each !== undefined);
  return found.reduce(
    (best, next) => (best && compareVersions(best.version, next.version) >= 0 ? best : next),
    /** @type {Program | undefined} */ (undefined),
  );
}

/** @param {string} a @param {string} b @returns {number} negative when `a` is older */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return [0, 1, 2].map((at) => (left?.[at] ?? 0) - (right?.[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/**
 * Makes an unpacked program runnable as `.data/tools/bin/<program>`.
 * @param {string} program
 * @param {string} file the unpacked one
 * @param {readonly string[]} libraryDirs where its own libraries are, if it brought any
 * @returns {Promise<Program | undefined>} undefined when it does not run on this machine
 */
export async function linkProgram(program, file, libraryDirs = []) {
  const link = join(binDir, program);
  await mkdir(binDir, { recursive: true });
  await rm(link, { force: true });
  if (libraryDirs.length === 0) {
    await symlink(relative(binDir, file), link);
  } else {
    const script = `#!/bin/sh\nLD_LIBRARY_PATH='${libraryDirs.join(':')}' exec '${file}' "$@"\n`;
    await writeFile(link, script);
    await chmod(link, 0o755);
  }
  const works = await probeProgram(link);
  if (!works) await rm(link, { force: true });
  return works;
}
