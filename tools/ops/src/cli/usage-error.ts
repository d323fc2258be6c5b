/** The command line, not the system, is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
