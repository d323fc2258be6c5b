import { spawnSync } from 'node:child_process';

/** Runs a command of the workspace; throws when it fails. */
export function runStep(root, command, args) {
  const run = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
