import { parseArgs } from 'node:util';
import type { Command, Environment, Options, OptionSpecs } from './command.js';
import { peerOptions, withPeerFlags } from './peer-options.js';
import { UsageError } from './usage-error.js';

/** Flags every command has. */
export const SHARED_OPTIONS: OptionSpecs = {
  json: { kind: 'switch', about: 'the result as JSON, for machines' },
  help: { kind: 'switch', about: 'what this command takes' },
};

export interface CommandLine {
  readonly command: Command;
  readonly positionals: readonly string[];
  readonly options: Options;
  readonly environment: Environment;
}

/** Everything a command takes, connection flags included. */
export function optionsOf(command: Command): OptionSpecs {
  return { ...command.options, ...SHARED_OPTIONS, ...peerOptions(command.peers) };
}

/**
 * Finds the command that the first words name and reads its flags; undefined when no command is named.
 * @throws UsageError
 */
export function readCommandLine(
  words: readonly string[],
  commands: readonly Command[],
  environment: Environment,
): CommandLine | undefined {
  const command = commands.find(({ name }) => {
    const parts = name.split(' ');
    return parts.every((part, index) => words[index] === part);
  });
  if (command === undefined) return undefined;
  const specs = optionsOf(command);
  const { values, positionals } = parse(words.slice(command.name.split(' ').length), specs);
  const options = readOptions(values);
  if (!options.on('help')) assertPositionals(command, positionals);
  return {
    command,
    positionals,
    options,
    environment: withPeerFlags(environment, command.peers, (flag) => options.text(flag)),
  };
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

function parse(args: readonly string[], specs: OptionSpecs): { values: Values; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { kind }]) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: kind === 'texts' },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n', 1).join('') : String(error));
  }
}

function assertPositionals({ name, takes = [] }: Command, positionals: readonly string[]): void {
  const needed = takes.filter((each) => !each.startsWith('['));
  const missing = needed[positionals.length];
  if (missing !== undefined) throw new UsageError(`${name} needs ${missing}`);
  if (positionals.length > takes.length && !takes.at(-1)?.endsWith('...]')) {
    throw new UsageError(`${name} does not take ${JSON.stringify(positionals[takes.length])}`);
  }
}

function readOptions(values: Values): Options {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text,
    texts: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
    on: (name) => values[name] === true,
    count: (name, defaultCount, min = 0) => {
      const given = text(name);
      if (given === undefined) return defaultCount;
      const count = Number(given);
      if (!Number.isSafeInteger(count) || count < min) {
        throw new UsageError(`--${name} must be a whole number from ${min}`);
      }
      return count;
    },
    required: (name) => {
      const given = text(name);
      if (given === undefined || given === '') throw new UsageError(`--${name} is needed`);
      return given;
    },
  };
}
