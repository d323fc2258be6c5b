import type { LoadCommand } from './load-command.js';
import type { LoadResult } from './load-result.js';

/** Does what the parent process asks for, one thing after the other, and sends back what was seen. */
export function answerCommands(run: (command: LoadCommand) => Promise<LoadResult>): void {
  process.on('message', (command: LoadCommand) => {
    run(command).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
}
