import type { Command, OptionSpecs } from './command.js';
import { optionsOf } from './read-command-line.js';

/** All commands, a line each. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => titleOf(command).length));
  return [
    'usage: npm run ops -- COMMAND [options]',
    '',
    ...commands.map((command) => `  ${titleOf(command).padEnd(width)}  ${command.summary}`),
    '',
    'COMMAND --help shows what a command takes. Exit codes: 0 done, 1 something is down, differs or failed,',
    '2 bad command line, 3 refused (needs --yes, or would overwrite), 78 bad setting, 130 interrupted.',
  ].join('\n');
}

/** What one command takes. */
export function helpOf(command: Command): string {
  return [`usage: npm run ops -- ${titleOf(command)} [options]`, '', command.summary, '', renderOptions(command)].join(
    '\n',
  );
}

function titleOf({ name, takes = [] }: Command): string {
  return [name, ...takes].join(' ');
}

function renderOptions(command: Command): string {
  const specs: OptionSpecs = optionsOf(command);
  const lines = Object.entries(specs).map(([name, { kind, value = 'TEXT', about }]) => ({
    flag: `--${name}${kind === 'switch' ? '' : ` ${value}`}`,
    about: kind === 'texts' ? `${about}; may be given several times` : about,
  }));
  const width = Math.max(...lines.map(({ flag }) => flag.length));
  return lines.map(({ flag, about }) => `  ${flag.padEnd(width)}  ${about}`).join('\n');
}
