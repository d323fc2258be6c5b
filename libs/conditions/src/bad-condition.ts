import { DomainError } from '@bodybroker/domain';

/** A condition text breaks a rule of the language. `position` is the offset in the text, in UTF-16 units from 0. */
export function badCondition(problem: string, position: number): DomainError {
  return new DomainError('INVALID_ARGUMENT', 'BAD_CONDITION', `condition, at ${position}: ${problem}`, {
    details: { position: String(position), problem },
  });
}
