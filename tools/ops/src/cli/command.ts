import type { ExitCode } from './exit-codes.js';
import type { Output } from './output.js';

/** One flag of a command. */
export interface OptionSpec {
  /** `text` takes a value, `texts` may be given several times, `switch` takes none. */
  readonly kind: 'text' | 'texts' | 'switch';
  readonly about: string;
  /** What stands for the value in the help. */
  readonly value?: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What a command talks to; decides which connection flags it has. */
export type Peer = 'nats' | 'system' | 'redis' | 'aws';

export interface Command {
  /** One word or two, such as `dlq list`. */
  readonly name: string;
  readonly summary: string;
  /** Positional arguments, such as `SERVICE`; in brackets where they may be missing. */
  readonly takes?: readonly string[];
  readonly options: OptionSpecs;
  readonly peers: readonly Peer[];
  run(call: Invocation): Promise<ExitCode>;
}

/** A command line that was understood, and what the command may use. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly options: Options;
  /** The environment with the flags laid over it: `--nats-url` is `BB_NATS_URL`. */
  readonly environment: Environment;
  readonly output: Output;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  readonly world: World;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Time, and who sits at the terminal; made up in tests. */
export interface World {
  now(): number;
  /** @throws the signal's reason */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Asks the operator; undefined when nobody is there to answer. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Folder of the checkout: what `npm start` runs is found in its `.data`. */
  readonly root: string;
}

/** The values of a command's flags. */
export interface Options {
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  on(name: string): boolean;
  /** A whole number from `min`. @throws UsageError */
  count(name: string, defaultCount: number, min?: number): number;
  /** @throws UsageError when it is missing */
  required(name: string): string;
}
