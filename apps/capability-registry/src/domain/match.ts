import { shortcomingOf, type Requirement, type Rules } from './requirement.js';
import { subjectKey, type Subject } from './subject.js';

/** A subject that has all that is required. */
export interface Match {
  readonly subject: Subject;
  /** The weights of the optional requirements it meets, added up. */
  readonly score: number;
  readonly satisfied: readonly string[];
  readonly missing: readonly string[];
}

/** The subjects that meet all that is required, the highest score first; equal ones by id, then by kind. */
export function matches(
  subjects: readonly Subject[],
  requirements: readonly Requirement[],
  rules: Rules,
): readonly Match[] {
  return subjects.flatMap((subject) => toMatch(subject, requirements, rules)).sort(bestFirst);
}

function toMatch(subject: Subject, requirements: readonly Requirement[], rules: Rules): readonly Match[] {
  const isMet = requirements.map((each) => shortcomingOf(subject.capabilities, each, rules) === undefined);
  if (requirements.some(({ isOptional }, index) => !isOptional && isMet[index] !== true)) return [];
  const met = requirements.filter((_each, index) => isMet[index]);
  return [
    {
      subject,
      score: met.reduce((sum, { isOptional, weight }) => sum + (isOptional ? weight : 0), 0),
      satisfied: met.map(({ name }) => name),
      missing: requirements.filter((_each, index) => isMet[index] !== true).map(({ name }) => name),
    },
  ];
}

function bestFirst(a: Match, b: Match): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.subject.id !== b.subject.id) return a.subject.id < b.subject.id ? -1 : 1;
  return subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1;
}
