import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { QUESTIONS, type Incident, type Question } from './incident.js';
import type { SceneText } from './scene.js';

/** Clues that must lead to each answer, so that missing one is no end. */
export const CLUES_PER_ANSWER = 2;

/** How many clues that can be found lead to each answer: those that hang on a prop of one of the scenes. */
export function cluesPerAnswer(incident: Incident, scenes: readonly SceneText[]): Readonly<Record<Question, number>> {
  const found = scenes.flatMap(({ props, clues }) => {
    const onProps = new Set(props.map(({ clueId }) => clueId));
    return clues.filter(({ id }) => onProps.has(id));
  });
  const distinct = [...new Map(found.map((clue) => [clue.id, clue])).values()];
  const count = (question: Question): number =>
    distinct.filter(({ implies }) => implies[question] === incident.truth[question]).length;
  return { who: count('who'), how: count('how'), why: count('why'), when: count('when') };
}

/**
 * @param scenes the scenes of the incident that players meet
 * @throws DomainError FAILED_PRECONDITION UNSOLVABLE {question, clues} when an answer has fewer than two clues
 */
export function checkSolvable(incidentId: string, incident: Incident, scenes: readonly SceneText[]): void {
  const counts = cluesPerAnswer(incident, scenes);
  const question = QUESTIONS.find((each) => counts[each] < CLUES_PER_ANSWER);
  if (question === undefined) return;
  const message = `${incidentId}: "${question}" has ${counts[question]} clues that can be found, and needs ${CLUES_PER_ANSWER}`;
  throw failedPrecondition('UNSOLVABLE', message, {
    incident_id: incidentId,
    question,
    clues: String(counts[question]),
  });
}

/** @throws DomainError INVALID_ARGUMENT BAD_IMPLICATION when a clue implies what is no answer of the incident */
export function checkImplications(incident: Incident, scene: SceneText): void {
  for (const clue of scene.clues) {
    for (const [question, answer] of Object.entries(clue.implies)) {
      const options = incident.questions.find(({ key }) => key === question)?.options ?? [];
      if (options.some(({ id }) => id === answer)) continue;
      throw invalidArgument(
        'clues.implies',
        `${clue.id} implies ${question}=${answer}, which is no answer`,
        'BAD_IMPLICATION',
      );
    }
  }
}
