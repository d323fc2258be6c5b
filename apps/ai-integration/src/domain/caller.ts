import { DomainError } from '@bodybroker/domain';
import type { PromptAuthor } from './lay-out-prompt.js';

/** Who asks for a generation. */
export interface Caller {
  /** `<kind>:<id>`, such as `player:p1`. */
  readonly owner: string;
  /** Whose token budget and streams are counted; undefined when no player asks. */
  readonly playerId: string | undefined;
  readonly author: PromptAuthor;
}

/**
 * Players see their own generations only; services and admins see all.
 * @throws DomainError PERMISSION_DENIED, reason NOT_YOUR_GENERATION
 */
export function assertMaySee(caller: Caller, owner: string): void {
  if (caller.playerId === undefined || caller.owner === owner) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_GENERATION', 'the generation belongs to another player');
}
