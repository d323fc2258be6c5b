import { HOUR_GMS, failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { caseOf, type Casebook } from './casebook.js';
import { QUESTIONS, type Incident, type Question } from './incident.js';
import type { Clue } from './scene.js';

/** How long a wrong answer closes a case. */
const LOCK_GMS = 6 * HOUR_GMS;
/** A right answer is worth so much by itself, and the rest with a clue in hand that leads to it. */
const SCORE_BARE = 15;
const SCORE_PROVEN = 25;

export type Answers = Readonly<Partial<Record<Question, string>>>;

export interface Deduction {
  readonly correct: Readonly<Partial<Record<Question, boolean>>>;
  /** Whether no clue in hand says otherwise. */
  readonly isConsistent: boolean;
  /** 0 to 100. */
  readonly score: number;
  readonly isSolved: boolean;
  /** Whether it is this deduction that solved it. */
  readonly isNewlySolved: boolean;
  readonly lockedUntilGms: number | undefined;
  readonly attempts: number;
  readonly book: Casebook;
}

/**
 * Judges a deduction. All four answers right solve the case, for good; a wrong one closes it for 6 game hours, also when it was solved.
 * @param clues those the player has about this incident
 * @throws DomainError FAILED_PRECONDITION CASE_LOCKED {until}
 */
export function deduce(
  book: Casebook,
  {
    incidentId,
    incident,
    answers,
    clues,
    gms,
  }: {
    readonly incidentId: string;
    readonly incident: Incident;
    readonly answers: Answers;
    readonly clues: readonly Clue[];
    readonly gms: number;
  },
): Deduction {
  const before = caseOf(book, incidentId);
  if (before.lockedUntilGms !== undefined && gms < before.lockedUntilGms) {
    const until = String(before.lockedUntilGms);
    throw failedPrecondition('CASE_LOCKED', 'nobody listens to you about this for now', { until, until_gms: until });
  }
  const given = QUESTIONS.flatMap((key) => (answers[key] === undefined ? [] : [{ key, answer: answers[key] }]));
  const correct = Object.fromEntries(given.map(({ key, answer }) => [key, answer === incident.truth[key]]));
  const isSolved = QUESTIONS.every((key) => correct[key] === true);
  const isWrong = given.some(({ key }) => correct[key] === false);
  const attempts = before.attempts + 1;
  const lockedUntilGms = isWrong ? gms + LOCK_GMS : undefined;
  const solvedGms = before.solvedGms ?? (isSolved ? gms : undefined);
  const now = {
    attempts,
    ...(solvedGms !== undefined && { solvedGms }),
    ...(lockedUntilGms !== undefined && { lockedUntilGms }),
  };
  return {
    correct,
    isConsistent: given.every(({ key, answer }) => clues.every(({ implies }) => (implies[key] ?? answer) === answer)),
    score: scoreOf(correct, incident, clues),
    isSolved,
    isNewlySolved: isSolved && before.solvedGms === undefined,
    lockedUntilGms,
    attempts,
    book: { ...book, cases: { ...book.cases, [incidentId]: now } },
  };
}

/** @throws DomainError INVALID_ARGUMENT UNKNOWN_QUESTION, NO_ANSWERS */
export function readAnswers(answers: Readonly<Record<string, string>>): Answers {
  const unknown = Object.keys(answers).find((key) => !QUESTIONS.some((question) => question === key));
  if (unknown !== undefined) {
    throw invalidArgument('answers', `knows ${QUESTIONS.join(', ')}, not ${unknown}`, 'UNKNOWN_QUESTION', {
      key: unknown,
    });
  }
  if (Object.keys(answers).length === 0) throw invalidArgument('answers', 'must not be empty', 'NO_ANSWERS');
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, answer.trim().toLowerCase()]));
}

function scoreOf(correct: Deduction['correct'], incident: Incident, clues: readonly Clue[]): number {
  return QUESTIONS.filter((key) => correct[key] === true).reduce((score, key) => {
    const isProven = clues.some(({ implies }) => implies[key] === incident.truth[key]);
    return score + (isProven ? SCORE_PROVEN : SCORE_BARE);
  }, 0);
}
