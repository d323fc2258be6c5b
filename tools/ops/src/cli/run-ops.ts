import { ConfigError } from '@bodybroker/service-kit';
import type { Command, Environment, World } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { helpOf, overview } from './help.js';
import { createOutput, type Sink } from './output.js';
import { readCommandLine } from './read-command-line.js';
import { UsageError } from './usage-error.js';

export interface OpsSurroundings {
  readonly commands: readonly Command[];
  readonly environment: Environment;
  readonly sink: Sink;
  readonly signal: AbortSignal;
  readonly world: World;
}

/** Runs one command line; what goes wrong becomes a line on stderr and an exit code. */
export async function runOps(words: readonly string[], surroundings: OpsSurroundings): Promise<ExitCode> {
  const { commands, sink, signal } = surroundings;
  try {
    const line = readCommandLine(words, commands, surroundings.environment);
    if (line === undefined) {
      const asked = words.length === 0 || words.includes('--help');
      (asked ? sink.out : sink.error)(`${overview(commands)}\n`);
      return asked ? EXIT.ok : EXIT.usage;
    }
    const { command, options, positionals, environment } = line;
    if (options.on('help')) {
      sink.out(`${helpOf(command)}\n`);
      return EXIT.ok;
    }
    const output = createOutput(options.on('json') ? 'json' : 'text', sink);
    return await command.run({ positionals, options, environment, output, signal, world: surroundings.world });
  } catch (error) {
    if (signal.aborted) {
      sink.error('interrupted\n');
      return EXIT.interrupted;
    }
    sink.error(`ops: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) return EXIT.usage;
    return error instanceof ConfigError ? EXIT.config : EXIT.failed;
  }
}
