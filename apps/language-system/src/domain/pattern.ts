/** A compiled expression. */
export interface Pattern {
  /** Whether some part of the text matches. */
  isIn(text: string): boolean;
  /** The text with every match replaced by a literal text. */
  replaceIn(text: string, by: string): string;
}

/**
 * Compiles an RE2 expression, which cannot run away.
 * @throws Error when it is none
 */
export type CompilePattern = (expression: string) => Pattern;
