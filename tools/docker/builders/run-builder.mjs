import { runCommand } from '../../dev/run-command.mjs';
import { BuilderError } from './builder.mjs';

const BUILD_TIMEOUT_MS = 300_000;
const PROBE_TIMEOUT_MS = 20_000;

/**
 * Runs a builder's program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} what it printed
 * @throws {BuilderError}
 */
export async function runBuilder(program, args, env) {
  const result = await runCommand(program, args, { env, timeoutMs: BUILD_TIMEOUT_MS });
  if (result.code !== 0) throw new BuilderError(`${program} ${args[0]}`, result);
  return result.stdout.trim();
}

/**
 * Asks a program about itself.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./builder.mjs').Probe>} its answer as the store
 */
export async function probeProgram(program, args, env) {
  const { code, stdout, stderr } = await runCommand(program, args, { env, timeoutMs: PROBE_TIMEOUT_MS });
  const answer = stdout.trim();
  if (code === 0 && answer) return { works: true, store: answer };
  const why = `${stderr.trim().split('\n')[0] || stdout.trim().split('\n')[0] || `ended with code ${code}`}`;
  return { works: false, why: `${program} ${args.join(' ')}: ${why}` };
}

/** @param {Readonly<Record<string, string>>} args @returns {string[]} */
export function buildArgs(args) {
  return Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
}
