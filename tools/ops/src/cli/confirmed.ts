import type { Invocation, OptionSpecs } from './command.js';

/** Flags of commands that change something. */
export const CHANGE_OPTIONS: OptionSpecs = {
  'dry-run': { kind: 'switch', about: 'say what would be done, and do nothing' },
  yes: { kind: 'switch', about: 'do it without asking' },
};

/**
 * Whether the operator wants it: by --yes, or by answering at the terminal. Where nobody can answer it is not wanted.
 */
export async function confirmed({ options, world, output }: Invocation, question: string): Promise<boolean> {
  if (options.on('yes')) return true;
  const answer = await world.confirm(question);
  if (answer === undefined) output.progress(`${question} Nobody is there to answer: add --yes to do it.`);
  return answer === true;
}
