import type { FinishReason, Usage } from './generation.js';

/** What a generation says in the end. */
export interface Answer {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly usage: Usage;
  /** The version that answered, such as `narrator:1`. Empty when none did. */
  readonly modelRef: string;
  /** Empty when none answered. */
  readonly provider: string;
}

/** One try at one target. */
export interface Attempt {
  readonly target: string;
  /** The version, such as `narrator:1`. */
  readonly modelRef: string;
  /** Empty when it worked, else a short word such as HTTP_503. */
  readonly error: string;
}

export const NO_USAGE: Usage = { promptTokens: 0, completionTokens: 0, costMicros: 0n };
