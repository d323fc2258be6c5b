/** A content file that cannot be used. It ends the process like a bad setting does: with exit code 78. */
export class ContentError extends Error {
  override readonly name = 'ContentError';

  /**
   * @param file its path below `content/`, and where in it
   * @param problem the rule that is broken
   */
  constructor(file: string, problem: string, cause?: unknown) {
    super(`content/${file}: ${problem}`, { cause });
  }
}

/**
 * Reads or checks what a content file holds; whatever that throws is told with the file's name.
 * @param file its path below `content/`, and where in it
 * @throws ContentError
 */
export function inContentFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ContentError(file, error instanceof Error ? error.message : 'cannot be used', error);
  }
}
