import { hourAt } from '@bodybroker/domain';

export interface FoundClue {
  readonly sceneId: string;
  readonly incidentId: string;
  readonly gms: number;
}

export interface Case {
  readonly attempts: number;
  /** No deduction is heard before. */
  readonly lockedUntilGms?: number;
  readonly solvedGms?: number;
}

/** What one player has seen, found and solved. */
export interface Casebook {
  /** Scene to the game hour it was last entered in. */
  readonly scenes: Readonly<Record<string, number>>;
  /** `<scene>/<prop>` of those looked at closely. */
  readonly props: Readonly<Record<string, true>>;
  readonly clues: Readonly<Record<string, FoundClue>>;
  readonly cases: Readonly<Record<string, Case>>;
  /** Quest definition to its last news. */
  readonly quests: Readonly<Record<string, string>>;
}

export const EMPTY_CASEBOOK: Casebook = { scenes: {}, props: {}, clues: {}, cases: {}, quests: {} };

/** A scene entered, and whether for the first time. */
export interface EnteredScene {
  readonly sceneId: string;
  readonly isNew: boolean;
}

/** Enters scenes; `told` are those not entered in this hour before. */
export function enterScenes(
  book: Casebook,
  sceneIds: readonly string[],
  gms: number,
): { readonly book: Casebook; readonly told: readonly EnteredScene[] } {
  const hour = hourAt(gms);
  const told = sceneIds
    .filter((id) => own(book.scenes, id) !== hour)
    .map((sceneId) => ({ sceneId, isNew: own(book.scenes, sceneId) === undefined }));
  const scenes = { ...book.scenes, ...Object.fromEntries(told.map(({ sceneId }) => [sceneId, hour])) };
  return { book: told.length === 0 ? book : { ...book, scenes }, told };
}

/** Looks at a prop; the same book when it was looked at before. */
export function inspectProp(book: Casebook, sceneId: string, propId: string): Casebook {
  const key = `${sceneId}/${propId}`;
  return own(book.props, key) === undefined ? { ...book, props: { ...book.props, [key]: true } } : book;
}

/** Finds a clue; the same book when it was found before. */
export function findClue(book: Casebook, clueId: string, found: FoundClue): Casebook {
  return own(book.clues, clueId) === undefined ? { ...book, clues: { ...book.clues, [clueId]: found } } : book;
}

export function hasInspected(book: Casebook, sceneId: string, propId: string): boolean {
  return own(book.props, `${sceneId}/${propId}`) !== undefined;
}

export function caseOf(book: Casebook, incidentId: string): Case {
  return own(book.cases, incidentId) ?? { attempts: 0 };
}

/** Incidents this player has solved. */
export function solvedCases(book: Casebook): readonly string[] {
  return Object.entries(book.cases)
    .filter(([, { solvedGms }]) => solvedGms !== undefined)
    .map(([id]) => id);
}

/** Ids come from outside: what an object inherits is none of its own. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
