import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../cli/command.js';

/** What `npm start` says about the stack of this checkout. */
export interface StackFacts {
  readonly pid: number;
  /** Of the gateway. */
  readonly url?: string;
  readonly natsUrl?: string;
  readonly redisUrl?: string;
  /** Where each process answers /readyz. */
  readonly ready?: Readonly<Record<string, string>>;
  /** HTTP of each nats-server's monitoring. */
  readonly natsMonitorUrls?: readonly string[];
}

/** The stack that runs from this checkout; undefined when none does. */
export function runningStack(root: string): StackFacts | undefined {
  try {
    const facts = JSON.parse(readFileSync(join(root, '.data/stack.json'), 'utf8')) as StackFacts;
    process.kill(facts.pid, 0);
    return facts;
  } catch {
    return undefined;
  }
}

/** Points at the running stack where nothing else is said. */
export function withStack(environment: Environment, stack: StackFacts | undefined): Environment {
  if (stack === undefined) return environment;
  const cluster = stack.redisUrl?.includes(',') === true ? { BB_REDIS_CLUSTER: 'true' } : {};
  const found: Environment = {
    ...(stack.natsUrl === undefined ? {} : { BB_NATS_URL: stack.natsUrl }),
    ...(stack.redisUrl === undefined || environment['BB_REDIS_URL']
      ? {}
      : { BB_REDIS_URL: stack.redisUrl, ...cluster }),
  };
  const said = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  return { ...found, ...Object.fromEntries(said) };
}
