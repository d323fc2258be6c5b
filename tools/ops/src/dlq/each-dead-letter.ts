import type { DeadLetter } from '@bodybroker/contracts-event-bus';
import { isRpcError, type CallOptions } from '@bodybroker/nats-sdk';
import type { Invocation, OptionSpecs } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT, type ExitCode } from '../cli/exit-codes.js';
import { renderTable } from '../cli/table.js';
import { UsageError } from '../cli/usage-error.js';
import { FILTER_OPTIONS, readFilter } from './dead-letter-filter.js';
import { findDeadLetters, OPERATOR_OPTIONS, withEventBus, type EventBus } from './event-bus-client.js';
import { readSequence } from './read-sequence.js';
import { renderDeadLetters } from './render-dead-letters.js';

const LIMIT = 100;

export const CHANGE_LETTERS_OPTIONS: OptionSpecs = {
  ...FILTER_OPTIONS,
  all: { kind: 'switch', about: 'all of them, where neither sequences nor filters are given' },
  limit: { kind: 'text', value: 'COUNT', about: `at most so many, the oldest first (${LIMIT})` },
  ...OPERATOR_OPTIONS,
  ...CHANGE_OPTIONS,
};

export interface LetterChange {
  /** As in `redrive 3 dead letters?`. */
  readonly verb: string;
  /** @returns what became of it, in a few words */
  change(eventBus: EventBus, letter: DeadLetter, options: CallOptions): Promise<string>;
}

export interface LetterOutcome {
  readonly sequence: bigint;
  readonly outcome: 'done' | 'gone' | 'failed';
  readonly detail: string;
}

/**
 * Finds the dead letters that are meant, first and once, asks, and changes one after the other. One that
 * somebody else or an earlier run was faster with is no failure.
 */
export async function changeDeadLetters(call: Invocation, { verb, change }: LetterChange): Promise<ExitCode> {
  const { options, positionals, output } = call;
  const limit = options.count('limit', LIMIT, 1);
  const filtered = Object.keys(FILTER_OPTIONS).some((name) => options.text(name) !== undefined);
  if (positionals.length === 0 && !filtered && !options.on('all')) {
    throw new UsageError(`say which to ${verb}: sequences, filters, or --all`);
  }
  const filter = readFilter(options, call.world.now());
  const named = new Set(positionals.map((text) => BigInt(readSequence(text))));
  const matches = (letter: DeadLetter): boolean =>
    filter.matches(letter) && (named.size === 0 || named.has(letter.sequence));
  return withEventBus(call, async (eventBus, asAdmin) => {
    const letters = await findDeadLetters(eventBus, asAdmin, { ...filter, matches }, limit);
    if (options.on('dry-run') || letters.length === 0) {
      output.result(letters, () => `${renderDeadLetters(letters)}\n(nothing was changed)`);
      return EXIT.ok;
    }
    output.progress(renderDeadLetters(letters));
    if (!(await confirmed(call, `${verb} ${letters.length} dead letters?`))) return EXIT.refused;
    const outcomes: LetterOutcome[] = [];
    for (const letter of letters) {
      call.signal.throwIfAborted();
      outcomes.push(await outcomeOf(letter.sequence, () => change(eventBus, letter, asAdmin)));
    }
    output.result(outcomes, () => renderOutcomes(outcomes));
    return outcomes.some(({ outcome }) => outcome === 'failed') ? EXIT.failed : EXIT.ok;
  });
}

async function outcomeOf(sequence: bigint, act: () => Promise<string>): Promise<LetterOutcome> {
  try {
    return { sequence, outcome: 'done', detail: await act() };
  } catch (error) {
    if (!isRpcError(error)) throw error;
    if (error.code === 'NOT_FOUND') return { sequence, outcome: 'gone', detail: 'it was not there any more' };
    if (error.reason === 'IDEMPOTENCY_IN_PROGRESS') {
      return { sequence, outcome: 'gone', detail: 'another run is just at it' };
    }
    return { sequence, outcome: 'failed', detail: `${error.code} ${error.reason}: ${error.message}` };
  }
}

function renderOutcomes(outcomes: readonly LetterOutcome[]): string {
  return renderTable(outcomes, [
    { title: 'SEQUENCE', align: 'right', cell: ({ sequence }) => sequence },
    { title: 'OUTCOME', cell: ({ outcome }) => outcome },
    { title: '', cell: ({ detail }) => detail },
  ]);
}
