export const QUESTIONS = ['who', 'how', 'why', 'when'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Option {
  readonly id: string;
  readonly text: string;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: 'victim' | 'culprit' | 'witness' | 'bystander';
}

/** Something that happened. */
export interface Moment {
  /** Game hours after it began. */
  readonly hour: number;
  readonly actorId: string;
  readonly locationId: string;
  readonly action: string;
}

/** Something that happened, and what there is to find out about it. The truth is for nobody to read who plays. */
export interface Incident {
  readonly title: string;
  readonly actors: readonly Actor[];
  readonly timeline: readonly Moment[];
  readonly questions: readonly { readonly key: Question; readonly text: string; readonly options: readonly Option[] }[];
  readonly truth: Readonly<Record<Question, string>>;
  /** How it was, told to those who found out. */
  readonly conclusion: string;
}
