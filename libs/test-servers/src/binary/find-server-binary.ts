import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { binaryVariable, ServerBinaryNotFoundError } from './server-binary-not-found-error.js';
import { compareServerVersions, serverVersion, type ServerVersion } from './server-version.js';
import { workspaceRoot } from './workspace-root.js';

/** The programs this package can start. */
export type ServerProgram = 'nats-server' | 'redis-server';

/** A program that ran and told its version. */
export interface ServerBinary {
  readonly file: string;
  readonly version: ServerVersion;
}

/** Where to look; the defaults are this process's own. */
export interface FindServerBinaryOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

/** Debian installs servers here, and the PATH of an ordinary user leaves it out. */
const SERVER_DIRS = ['/usr/local/sbin', '/usr/sbin'];

/**
 * Finds a server program: the one named by `NATS_SERVER_BIN` / `REDIS_SERVER_BIN` if set, else the newest of those in
 * `<workspace>/.data/tools/bin` and on the PATH (of equally new ones the first in that order).
 *
 * @throws ServerBinaryNotFoundError when there is none that runs
 */
export async function findServerBinary(
  program: ServerProgram,
  options: FindServerBinaryOptions = {},
): Promise<ServerBinary> {
  const { env = process.env, cwd = process.cwd() } = options;
  const named = env[binaryVariable(program)];
  const candidates = named ? [named] : installedFiles(program, env['PATH'] ?? '', cwd);
  const found: ServerBinary[] = [];
  for (const file of candidates) {
    const version = await serverVersion(file);
    if (version) found.push({ file, version });
  }
  const newest = found.reduce<ServerBinary | undefined>(
    (best, next) => (best && compareServerVersions(best.version, next.version) >= 0 ? best : next),
    undefined,
  );
  if (newest) return newest;
  const looked = named
    ? [`${binaryVariable(program)}=${named}`]
    : [binaryVariable(program), join('.data', 'tools', 'bin'), 'PATH'];
  throw new ServerBinaryNotFoundError(program, looked);
}

/**
 * The version of the nats-server that {@link findServerBinary} finds, as `2.15.1`.
 *
 * @throws ServerBinaryNotFoundError when there is none
 */
export async function natsServerVersion(options: FindServerBinaryOptions = {}): Promise<string> {
  return (await findServerBinary('nats-server', options)).version.join('.');
}

function installedFiles(program: string, path: string, cwd: string): string[] {
  const root = workspaceRoot(cwd);
  const tools = root ? [join(root, '.data', 'tools', 'bin')] : [];
  const dirs = [...tools, ...path.split(delimiter).filter(Boolean), ...SERVER_DIRS];
  const files = dirs.map((dir) => join(dir, program)).filter(isProgram);
  return [...new Map(files.map((file) => [realpathSync(file), file] as const)).values()];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
