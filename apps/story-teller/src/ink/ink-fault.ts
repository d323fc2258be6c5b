import { DomainError, failedPrecondition } from '@bodybroker/domain';

/** Ink that does not compile. `line` is 1 for the first; 0 when the compiler does not say. */
export function badInk(line: number, message: string): DomainError {
  return new DomainError('INVALID_ARGUMENT', 'BAD_INK', `ink_source, line ${line}: ${message}`, {
    details: { field: 'ink_source', line: String(line), message },
  });
}

/** Ink that goes round and round without coming to a choice or an end. */
export const inkTooLong = (maxSteps: number): DomainError =>
  failedPrecondition('INK_TOO_LONG', `the ink ran for more than ${maxSteps} steps`, { max_steps: String(maxSteps) });

/** A saved state that its content cannot read, or a fault of the content met while it ran. The run it is of cannot go on. */
export class InkFault extends Error {
  override readonly name = 'InkFault';

  constructor(problem: string, cause?: unknown) {
    super(problem, { cause });
  }
}
