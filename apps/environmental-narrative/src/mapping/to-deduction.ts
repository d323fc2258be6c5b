import type { DeductionResult } from '@bodybroker/contracts-environmental-narrative';
import type { Deduction } from '../domain/deduce.js';
import type { Incident } from '../domain/incident.js';

export function toDeduction(
  { correct, isConsistent, score, isSolved, lockedUntilGms }: Deduction,
  { conclusion }: Incident,
): DeductionResult {
  return {
    correct: { ...correct },
    consistent: isConsistent,
    score,
    solved: isSolved,
    ...(isSolved && { conclusion }),
    ...(lockedUntilGms !== undefined && { lockedUntilGms: BigInt(lockedUntilGms) }),
  };
}
