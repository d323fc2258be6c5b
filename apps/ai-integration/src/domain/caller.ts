import { DomainError } from '@bodybroker/domain';
import type { PromptAuthor } from './lay-out-prompt.js';

/** Who asks for a generation. */
export interface Caller {
  /** `<kind>:<id>`, such as `player:p1`. */
  readonly owner: string;
  /** Whose token budget and streams are counted; undefined when it is for no player. */
  readonly playerId: string | undefined;
  readonly author: PromptAuthor;
}

/**
 * Players see their own generations only; services and admins see all.
 * @param reader who looks
 * @throws DomainError PERMISSION_DENIED, reason NOT_YOUR_GENERATION
 */
export function assertMaySee(reader: Caller, owner: string): void {
  if (reader.author !== 'PLAYER' || reader.owner === owner) return;
  throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_GENERATION', 'the generation belongs to another player');
}

/** PERMISSION_DENIED, reason NOT_YOUR_PLAYER. */
export function notYourPlayer(field: string): DomainError {
  return new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', `${field} must be the player who asks`, {
    details: { field },
  });
}
