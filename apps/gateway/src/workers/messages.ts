import type { Readiness } from '../http/health-sources.js';

/** What the primary asks its workers over the channel node:cluster has opened between them, and what they answer. */
export interface Answers {
  readonly readiness: Readiness;
  /** Prometheus' text format. */
  readonly metrics: string;
}

export type Question = keyof Answers;

/** Primary to worker. */
export interface Asked {
  readonly id: number;
  readonly question: Question;
}

/** Worker to primary. */
export interface Answered {
  readonly id: number;
  readonly answer: Answers[Question];
}
