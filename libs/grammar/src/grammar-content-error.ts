/** Where in the content the problem is. */
export interface ContentPlace {
  /** Name of the content file. */
  readonly file: string;
  readonly symbol?: string;
  /** Place of the rule in its symbol's list, from 0. */
  readonly rule?: number;
}

/** A content file breaks a rule of the format. Thrown at load, never while text is generated. */
export class GrammarContentError extends Error {
  override readonly name = 'GrammarContentError';
  readonly file: string;
  readonly symbol: string | undefined;
  readonly rule: number | undefined;
  readonly problem: string;

  constructor(place: ContentPlace, problem: string, cause?: unknown) {
    const symbol = place.symbol === undefined ? '' : `, symbol "${place.symbol}"`;
    const rule = place.rule === undefined ? '' : `, rule ${place.rule}`;
    super(`${place.file}${symbol}${rule}: ${problem}`, cause === undefined ? undefined : { cause });
    this.file = place.file;
    this.symbol = place.symbol;
    this.rule = place.rule;
    this.problem = problem;
  }
}

export function isGrammarContentError(error: unknown): error is GrammarContentError {
  return error instanceof GrammarContentError;
}
