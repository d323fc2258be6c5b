import { runCommand } from '../dev/run-command.mjs';
import { quietEnvironment } from '../dev/stack/build.mjs';

/**
 * @typedef {(program: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<string>} RunProgram
 *   runs a program in the workspace and gives its stdout; throws with both outputs when it fails
 */

/** @param {string} root @returns {RunProgram} */
export function programRunner(root) {
  return async (program, args, env = {}) => {
    const options = { cwd: root, env: { ...quietEnvironment(root), ...env }, timeoutMs: 600_000 };
    const { code, stdout, stderr } = await runCommand(program, args, options);
    if (code === 0) return stdout;
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} … ended with ${code}:\n${stdout}\n${stderr}`.trim());
  };
}
