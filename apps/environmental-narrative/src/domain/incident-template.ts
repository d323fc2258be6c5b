import type { Option } from './incident.js';
import type { Passage } from './passage.js';

/** Somebody an incident may happen to or be done by, and the mark he cannot help leaving. */
export interface CastMember {
  readonly id: string;
  readonly name: string;
  /** What stays behind where he was: one for each way of finding it. */
  readonly marks: readonly Mark[];
}

/** A piece of evidence before it is in a place: `{culprit}`, `{victim}`, `{spot}` and `{time}` are filled in. */
export interface Mark {
  readonly prop: string;
  readonly description: string;
  readonly inspect: readonly Passage[];
  readonly clue: string;
  readonly clueText: string;
  /** Empty: none. */
  readonly requiresTool: string;
  /** Whether weather gets at it. */
  readonly isExposed: boolean;
}

/** A way of doing it, a reason for it, or a time of it, with what each leaves to be found. */
export interface Choice extends Option {
  readonly marks: readonly Mark[];
}

/** A kind of incident: what may be done, why, when and where in a place, and what that leaves. */
export interface IncidentTemplate {
  readonly id: string;
  /** With `{victim}` and `{place}`. */
  readonly title: string;
  readonly questions: Readonly<Record<'who' | 'how' | 'why' | 'when', string>>;
  readonly how: readonly (Choice & { readonly action: string })[];
  readonly why: readonly (Choice & { readonly action: string })[];
  readonly when: readonly (Choice & { readonly hour: number })[];
  /** Where in a place people stand: `the stair`. */
  readonly spots: readonly string[];
  readonly base: readonly Passage[];
  readonly night: readonly Passage[];
  readonly rain: readonly Passage[];
  /** By severity, mildest first. */
  readonly aftermath: readonly (readonly Passage[])[];
  /** With `{culprit}`, `{victim}`, `{how}`, `{why}` and `{when}`. */
  readonly conclusion: string;
}
