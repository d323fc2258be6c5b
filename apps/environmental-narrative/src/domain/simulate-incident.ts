import { drawSequence } from '@bodybroker/domain';
import type { Actor, Incident, Moment, Question } from './incident.js';
import type { CastMember, Choice, IncidentTemplate } from './incident-template.js';

export interface IncidentOrder {
  readonly worldSeed: string;
  readonly locationId: string;
  readonly template: IncidentTemplate;
  readonly cast: readonly CastMember[];
  readonly seed: bigint;
  /** 1 to 5. */
  readonly severity: number;
}

/** What happened, with all that what it leaves behind follows from. */
export interface PlayedIncident {
  readonly culprit: CastMember;
  readonly victim: CastMember;
  readonly how: IncidentTemplate['how'][number];
  readonly why: IncidentTemplate['why'][number];
  readonly when: IncidentTemplate['when'][number];
  /** Where the culprit waited, where it was done, and where he went. */
  readonly spots: { readonly wait: string; readonly deed: string; readonly leave: string };
  readonly suspects: readonly CastMember[];
  readonly timeline: readonly Moment[];
}

const MIN_SUSPECTS = 3;

/** Plays an incident through: who, with what, why, when and along which way. Everything that is found later follows from it. */
export function simulateIncident(order: IncidentOrder): PlayedIncident {
  const { worldSeed, locationId, template, cast, seed, severity } = order;
  const chance = drawSequence(worldSeed, 'incident', template.id, locationId, seed, severity);
  const people = shuffled(cast, chance).slice(0, MIN_SUSPECTS + 2);
  const [victim, culprit, ...others] = people;
  if (victim === undefined || culprit === undefined) throw new RangeError('an incident needs a cast of five');
  const how = pick(template.how, chance);
  const why = pick(template.why, chance);
  const when = pick(template.when, chance);
  const [wait = '', deed = '', leave = ''] = shuffled(template.spots, chance);
  const at = (hour: number, actor: CastMember, action: string): Moment => ({
    hour,
    actorId: actor.id,
    locationId,
    action,
  });
  const timeline = [
    at(0, victim, `arrives and stops at ${deed}`),
    at(0.25, culprit, `${why.action}; waits at ${wait}`),
    ...others.map((other, index) =>
      at(0.5 + index / 4, other, `passes ${index % 2 === 0 ? wait : leave} and sees nothing to speak of`),
    ),
    at(2, culprit, `${how.action} at ${deed}`),
    at(2.25, culprit, `leaves by ${leave}`),
    at(3 + when.hour / 24, victim, 'is found'),
  ];
  return { culprit, victim, how, why, when, spots: { wait, deed, leave }, suspects: [culprit, ...others], timeline };
}

/** The incident as it is kept: with its questions, its truth and how it is told in the end. */
export function incidentOf(played: PlayedIncident, template: IncidentTemplate, place: string): Incident {
  const { culprit, victim, how, why, when, suspects, timeline } = played;
  const words = { culprit: culprit.name, victim: victim.name, how: how.text, why: why.text, when: when.text, place };
  const question = (key: Question, options: readonly Pick<Choice, 'id' | 'text'>[]) => ({
    key,
    text: fill(template.questions[key], words),
    options: [...options].map(({ id, text }) => ({ id, text })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  });
  const role = (member: CastMember): Actor['role'] => (member === culprit ? 'culprit' : 'witness');
  return {
    title: fill(template.title, words),
    actors: [
      { id: victim.id, name: victim.name, role: 'victim' },
      ...suspects.map((member) => ({ id: member.id, name: member.name, role: role(member) })),
    ],
    timeline,
    questions: [
      question(
        'who',
        suspects.map(({ id, name }) => ({ id, text: name })),
      ),
      question('how', template.how),
      question('why', template.why),
      question('when', template.when),
    ],
    truth: { who: culprit.id, how: how.id, why: why.id, when: when.id },
    conclusion: fill(template.conclusion, words),
  };
}

/** Puts words in for `{names}`; one nobody knows stays as it is. */
export function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(words, name) ? (words[name] ?? whole) : whole,
  );
}

function pick<T>(list: readonly T[], chance: () => number): T {
  const picked = list[Math.floor(chance() * list.length)];
  if (picked === undefined) throw new RangeError('there is nothing to pick from');
  return picked;
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], chance: () => number): readonly T[] {
  const all = [...list];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}
