import type { Incident as IncidentMessage, IncidentQuestion } from '@bodybroker/contracts-environmental-narrative';
import type { Incident } from '../domain/incident.js';

/** With its truth: for admins. */
export function toIncident(id: string, { title, actors, timeline, truth, questions }: Incident): IncidentMessage {
  return {
    id,
    title,
    actors: actors.map((actor) => ({ ...actor })),
    timeline: timeline.map((moment) => ({ ...moment })),
    truth: { ...truth },
    questions: toQuestions(questions),
  };
}

export function toQuestions(questions: Incident['questions']): IncidentQuestion[] {
  return questions.map(({ key, text, options }) => ({ key, text, options: options.map((option) => ({ ...option })) }));
}
