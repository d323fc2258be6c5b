import type { Memory, NewMemory } from './memory.js';

/** Conclusions are drawn when what happened since the last ones adds up to this (the number is of "Generative Agents"). */
export const REFLECTION_THRESHOLD = 150;
/** How far back a reflection looks. */
const LOOK_BACK = 100;
const MOST_INSIGHTS = 3;
/** Once is chance. */
const FEWEST_MEMORIES = 2;

export interface ReflectOptions {
  readonly gms: number;
  /** What a subject is called; undefined: not worth a thought. */
  nameOf(subjectId: string): string | undefined;
  /** The feeling in a text, -1 to 1. */
  feelingOf(text: string): number;
}

/** What somebody concludes from what they remember: who keeps coming up, and whether that is good. Pure; no model is asked. */
export function reflect(memories: readonly Memory[], { gms, nameOf, feelingOf }: ReflectOptions): readonly NewMemory[] {
  const recent = memories.filter(({ kind }) => kind !== 'REFLECTION').slice(-LOOK_BACK);
  const bySubject = new Map<string, Memory[]>();
  for (const memory of recent)
    for (const id of new Set(memory.subjectIds)) bySubject.set(id, [...(bySubject.get(id) ?? []), memory]);
  return [...bySubject]
    .map(([id, about]) => ({
      id,
      about,
      name: nameOf(id),
      weight: about.reduce((sum, each) => sum + each.importance, 0),
    }))
    .filter(({ about, name }) => name !== undefined && about.length >= FEWEST_MEMORIES)
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_INSIGHTS)
    .map(({ id, about, name = '' }) => {
      const feeling = about.reduce((sum, { text }) => sum + feelingOf(text), 0) / about.length;
      return { kind: 'REFLECTION', text: insight(name, about, feeling), subjectIds: [id], gms };
    });
}

const UNEASY = -0.1;
const AT_EASE = 0.1;

function insight(name: string, about: readonly Memory[], feeling: number): string {
  const verdict =
    feeling < UNEASY
      ? 'It costs more than it pays, and I keep the account.'
      : feeling > AT_EASE
        ? 'On balance I am in credit there.'
        : 'I have not decided which column it goes in.';
  return `${name} has come up ${about.length} times. ${weightiest(about)} ${verdict}`;
}

/** What was said in confidence is thought over, not quoted: conclusions get about. */
function weightiest(about: readonly Memory[]): string {
  const [first, ...rest] = about.filter(({ kind }) => kind !== 'SPEECH');
  if (first === undefined) return 'People will talk.';
  const most = rest.reduce((best, each) => (each.importance > best.importance ? each : best), first);
  return `I keep going back to this: ${most.text}`;
}
