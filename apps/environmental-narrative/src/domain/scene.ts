import type { ContentTag, Passage } from './passage.js';
import type { Question } from './incident.js';

export const SCENE_STATUSES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;
export type SceneStatus = (typeof SCENE_STATUSES)[number];

export interface Layer {
  readonly kind: string;
  /** CEL; empty: always. */
  readonly condition: string;
  readonly passages: readonly Passage[];
  /** Of the whole layer. */
  readonly contentTags: readonly ContentTag[];
}

export interface Decay {
  readonly halfLifeGms: number;
  /** Weather that washes it away, in lower case. */
  readonly washedBy: readonly string[];
}

export interface Inscription {
  readonly languageId: string;
  readonly english: string;
}

export interface Prop {
  readonly id: string;
  readonly name: string;
  readonly description: readonly Passage[];
  readonly inspect: {
    readonly passages: readonly Passage[];
    /** Empty: none. */
    readonly requiresTool: string;
    /** Empty: none. */
    readonly requiresSkill: string;
  };
  /** Empty: none. */
  readonly clueId: string;
  readonly decay?: Decay;
  /** CEL; empty: always. */
  readonly condition: string;
  readonly inscription?: Inscription;
}

export interface Clue {
  readonly id: string;
  readonly title: string;
  readonly passages: readonly Passage[];
  /** The questions it helps to answer, and with what. */
  readonly implies: Readonly<Partial<Record<Question, string>>>;
}

/** A story a place tells, as it was written. */
export interface SceneText {
  readonly locationId: string;
  readonly title: string;
  /** CEL; empty: always. */
  readonly condition: string;
  readonly layers: readonly Layer[];
  readonly props: readonly Prop[];
  readonly clues: readonly Clue[];
  /** Empty: none. */
  readonly incidentId: string;
}

export interface Scene extends SceneText {
  readonly status: SceneStatus;
  /** Props age from here. */
  readonly publishedGms: number;
}

/** What can become of a scene. */
const TRANSITIONS: Readonly<Record<SceneStatus, Readonly<Partial<Record<'publish' | 'retire', SceneStatus>>>>> = {
  DRAFT: { publish: 'PUBLISHED', retire: 'RETIRED' },
  PUBLISHED: { retire: 'RETIRED' },
  RETIRED: {},
};

/** The status after an event; undefined when it is not for this one. */
export function transition(status: SceneStatus, event: 'publish' | 'retire'): SceneStatus | undefined {
  return TRANSITIONS[status][event];
}
