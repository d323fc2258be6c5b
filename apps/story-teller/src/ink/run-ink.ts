import type { Story } from 'inkjs/engine/Story';
import type { ToldLine } from '../domain/beat-run.js';
import type { Passage } from '../domain/play-beat.js';
import { InkFault, inkTooLong } from './ink-fault.js';
import { loadStory } from './load-engine.js';

/** More steps than this between two choices is a circle. */
export const MAX_STEPS = 10_000;
const MAX_LINES = 500;

/** Ink says so when a knot just stops; a beat that just stops is told. */
const JUST_STOPS = 'ran out of content';

export interface InkBeginning {
  /** The same seed gives the same run. */
  readonly seed: number;
  /** Given to the script's global variables of the same names. */
  readonly qualities: Readonly<Record<string, number>>;
}

/**
 * Tells a script up to its first choice, or to its end.
 * @param compiled ink's JSON
 * @throws DomainError FAILED_PRECONDITION INK_TOO_LONG; InkFault
 */
export async function beginInk(compiled: string, { seed, qualities }: InkBeginning): Promise<Passage> {
  const run = await openInk(compiled);
  run.story.state.storySeed = seed;
  for (const [name, value] of Object.entries(qualities)) {
    if (run.story.variablesState.GlobalVariableExistsWithName(name)) run.story.variablesState.$(name, value);
  }
  return tell(run);
}

/**
 * Goes on from a saved state by one of its choices.
 * @throws DomainError FAILED_PRECONDITION INK_TOO_LONG; InkFault
 */
export async function continueInk(compiled: string, inkState: string, choiceIndex: number): Promise<Passage> {
  const run = await openInk(compiled);
  try {
    run.story.state.LoadJson(inkState);
    run.story.ChooseChoiceIndex(choiceIndex);
  } catch (error) {
    throw new InkFault('the saved state does not fit the script', error);
  }
  return tell(run);
}

interface OpenInk {
  readonly story: Story;
  readonly problems: string[];
  readonly steps: { count: number };
}

class TooManySteps extends Error {}

async function openInk(compiled: string): Promise<OpenInk> {
  const InkStory = await loadStory();
  const steps = { count: 0 };
  class BoundedStory extends InkStory {
    override Step(): void {
      steps.count += 1;
      if (steps.count > MAX_STEPS) throw new TooManySteps();
      super.Step();
    }
  }
  try {
    const story = new BoundedStory(compiled);
    const problems: string[] = [];
    // Severity 2 is an error; 1 a warning.
    story.onError = (message, severity) => {
      if (Number(severity) === 2 && !message.includes(JUST_STOPS)) problems.push(message);
    };
    return { story, problems, steps };
  } catch (error) {
    throw new InkFault('the compiled script cannot be read', error);
  }
}

function tell({ story, problems }: OpenInk): Passage {
  const lines: ToldLine[] = [];
  try {
    while (story.canContinue && problems.length === 0) {
      const text = story.Continue()?.trim() ?? '';
      const tags = story.currentTags ?? [];
      if (text !== '' || tags.length > 0) lines.push({ text, tags: [...tags] });
      if (lines.length > MAX_LINES) throw new TooManySteps();
    }
  } catch (error) {
    if (error instanceof TooManySteps) throw inkTooLong(MAX_STEPS);
    throw new InkFault('the script broke off', error);
  }
  const [problem] = problems;
  if (problem !== undefined) throw new InkFault(problem);
  const choices = story.currentChoices.map(({ text, tags }) => ({ text: text.trim(), tags: [...(tags ?? [])] }));
  return { lines, choices, inkState: story.state.ToJson() };
}
