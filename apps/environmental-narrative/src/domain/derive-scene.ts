import type { Question } from './incident.js';
import type { IncidentTemplate, Mark } from './incident-template.js';
import type { Passage } from './passage.js';
import type { Clue, Prop, SceneText } from './scene.js';
import { fill, type PlayedIncident } from './simulate-incident.js';

const HOUR_GMS = 3_600_000;
/** Half of what weather gets at is gone after ten days. */
const EXPOSED_HALF_LIFE_GMS = 240 * HOUR_GMS;
/** Marks of each answer at severity 1; one more at 3, all at 5. */
const FEWEST_MARKS = 2;

interface Evidence {
  readonly question: Question;
  readonly answer: string;
  readonly mark: Mark;
  readonly spot: string;
}

export interface DerivedScene {
  readonly sceneId: string;
  readonly incidentId: string;
  readonly locationId: string;
  /** The place's name. */
  readonly place: string;
  readonly severity: number;
  readonly title: string;
}

/** The scene of what an incident left: for each thing that was done, what it cannot have helped leaving. */
export function deriveScene(played: PlayedIncident, template: IncidentTemplate, derived: DerivedScene): SceneText {
  const { sceneId, incidentId, locationId, place, severity, title } = derived;
  const words = { place, victim: played.victim.name, spot: played.spots.deed, time: played.when.text };
  const filled = (passages: readonly Passage[]): readonly Passage[] =>
    passages.map((passage) => ({ ...passage, text: fill(passage.text, words) }));
  const evidence = evidenceOf(played, severity);
  const layer = (kind: string, condition: string, passages: readonly Passage[]) => ({
    kind,
    condition,
    passages: filled(passages),
    contentTags: [],
  });
  return {
    locationId,
    title,
    condition: '',
    layers: [
      layer('base', '', template.base),
      layer('aftermath', '', template.aftermath.slice(0, severity).flat()),
      layer('night', "time.phase == 'NIGHT' || time.phase == 'WITCHING'", template.night),
      layer('rain', "weather.state == 'RAIN' || weather.state == 'STORM'", template.rain),
    ],
    props: evidence.map((each, index) => propOf(each, `${sceneId}.c${index + 1}`, index, played)),
    clues: evidence.map((each, index) => clueOf(each, `${sceneId}.c${index + 1}`, played)),
    incidentId,
  };
}

/** Who leaves marks wherever he stood; how, where it was done; why, where he waited; when, where it was done. */
function evidenceOf({ culprit, how, why, when, spots }: PlayedIncident, severity: number): readonly Evidence[] {
  const most = FEWEST_MARKS + (severity >= 3 ? 1 : 0) + (severity >= 5 ? 1 : 0);
  const left = (question: Question, answer: string, marks: readonly Mark[], at: readonly string[]): Evidence[] =>
    marks.slice(0, most).map((mark, index) => ({ question, answer, mark, spot: at[index % at.length] ?? spots.deed }));
  return [
    ...left('who', culprit.id, culprit.marks, [spots.wait, spots.leave]),
    ...left('how', how.id, how.marks, [spots.deed]),
    ...left('why', why.id, why.marks, [spots.wait, spots.deed]),
    ...left('when', when.id, when.marks, [spots.deed]),
  ];
}

function propOf({ mark, spot }: Evidence, clueId: string, index: number, { victim, when }: PlayedIncident): Prop {
  const words = { victim: victim.name, spot, time: when.text };
  return {
    id: `p${index + 1}`,
    name: fill(mark.prop, words),
    description: [{ text: fill(mark.description, words), contentTags: [] }],
    inspect: {
      passages: mark.inspect.map((passage) => ({ ...passage, text: fill(passage.text, words) })),
      requiresTool: mark.requiresTool,
      requiresSkill: '',
    },
    clueId,
    condition: '',
    ...(mark.isExposed && { decay: { halfLifeGms: EXPOSED_HALF_LIFE_GMS, washedBy: [] } }),
  };
}

function clueOf({ question, answer, mark, spot }: Evidence, id: string, { victim, when }: PlayedIncident): Clue {
  const words = { victim: victim.name, spot, time: when.text };
  return {
    id,
    title: fill(mark.clue, words),
    passages: [{ text: fill(mark.clueText, words), contentTags: [] }],
    implies: { [question]: answer },
  };
}
