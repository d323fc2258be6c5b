import { draw } from '@bodybroker/domain';
import type { CatalogueBeat } from '../domain/catalogue.js';
import { inkStopped, type Passage } from '../domain/play-beat.js';
import type { Story } from '../domain/story.js';
import type { KeptTelling } from '../storage/tellings.js';
import { InkFault } from './ink-fault.js';
import { beginInk, continueInk } from './run-ink.js';

const NO_PASSAGE: Passage = { lines: [], choices: [], inkState: '' };

/**
 * Tells a beat up to its first choice. A beat told for the nth time is told alike to everybody.
 * @throws DomainError FAILED_PRECONDITION INK_STOPPED {problem}, INK_TOO_LONG
 */
export async function beginTelling(
  telling: KeptTelling,
  beat: CatalogueBeat,
  { seen, qualities }: Story,
  worldSeed: string,
): Promise<Passage> {
  if (telling.kind === 'text') {
    const paragraphs = telling.text.split(/\n\s*\n/).map((text) => text.replace(/\s+/g, ' ').trim());
    const lines = paragraphs.filter((text) => text !== '').map((text) => ({ text, tags: [] }));
    return { ...NO_PASSAGE, lines };
  }
  const seed = Math.floor(draw(worldSeed, 'ink', beat.id, seen[beat.id]?.times ?? 0) * 2 ** 31);
  try {
    return await beginInk(telling.compiled, { seed, qualities });
  } catch (error) {
    if (error instanceof InkFault) throw inkStopped(error.message);
    throw error;
  }
}

/**
 * Goes on by a choice; undefined when the run cannot go on, because its saved state no longer fits or its ink has a fault.
 * @throws DomainError FAILED_PRECONDITION INK_TOO_LONG
 */
export async function continueTelling(
  telling: KeptTelling | undefined,
  inkState: string,
  choiceIndex: number,
): Promise<Passage | undefined> {
  if (telling?.kind !== 'ink') return undefined;
  try {
    return await continueInk(telling.compiled, inkState, choiceIndex);
  } catch (error) {
    if (error instanceof InkFault) return undefined;
    throw error;
  }
}
