import { COMMANDS } from './commands.js';
import { runOps } from './cli/run-ops.js';
import { terminalWorld } from './cli/terminal.js';

const interrupted = new AbortController();
// The first Ctrl-C lets a command clean up, the second ends it.
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
process.once('SIGTERM', () => interrupted.abort(new Error('interrupted')));

process.exitCode = await runOps(process.argv.slice(2), {
  commands: COMMANDS,
  environment: process.env,
  sink: { out: (text) => process.stdout.write(text), error: (text) => process.stderr.write(text) },
  signal: interrupted.signal,
  world: terminalWorld(process.cwd()),
});
