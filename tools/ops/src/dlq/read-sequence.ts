import { UsageError } from '../cli/usage-error.js';

/** The place of a dead letter in the stream DLQ. @throws UsageError */
export function readSequence(text = ''): number {
  const sequence = Number(text);
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new UsageError(`${JSON.stringify(text)} is no sequence of a dead letter`);
  }
  return sequence;
}
