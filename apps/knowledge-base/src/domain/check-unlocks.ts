import { invalidArgument, isDomainError } from '@bodybroker/domain';
import type { LoreDocument } from './document.js';

/** What an unlock condition may read; the same as world-state evaluates conditions over. */
const UNLOCK_VARIABLES = { facts: 'dyn', player: 'dyn', clock: 'dyn' } as const;

/**
 * Checks that the unlock conditions of documents are such.
 * @param pathOf where a document stands in the request, by its number
 * @throws DomainError INVALID_ARGUMENT BAD_CONDITION
 */
export async function checkUnlocks(
  documents: readonly Pick<LoreDocument, 'unlock'>[],
  pathOf: (at: number) => string,
): Promise<void> {
  if (documents.every(({ unlock }) => unlock === '')) return;
  // CEL takes some memory, and few documents have a condition.
  const { compileCondition } = await import('@bodybroker/conditions');
  documents.forEach(({ unlock }, at) => {
    if (unlock === '') return;
    try {
      compileCondition(unlock, UNLOCK_VARIABLES);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      throw invalidArgument(`${pathOf(at)}.unlock`, error.message, error.reason, error.details);
    }
  });
}
