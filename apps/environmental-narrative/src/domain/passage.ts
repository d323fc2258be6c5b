/** What some players would rather not read. `gore.graphic` comes beside `gore`. */
export const CONTENT_TAGS = [
  'gore',
  'gore.graphic',
  'phobia.needles',
  'phobia.eyes',
  'phobia.insects',
  'phobia.drowning',
  'phobia.confinement',
] as const;
export type ContentTag = (typeof CONTENT_TAGS)[number];

/** A sentence or more, and what in it some would rather not read. */
export interface Passage {
  readonly text: string;
  readonly contentTags: readonly ContentTag[];
}

/** What a player reads: passages with one of these tags are left out. */
export type Unwanted = ReadonlySet<ContentTag>;

export const EVERYTHING_UNWANTED: Unwanted = new Set(CONTENT_TAGS);

/** What the settings say: gore FULL, REDUCED (nothing graphic) or OFF, and each phobia that is on. */
export function unwantedOf(gore: string, phobias: readonly string[]): Unwanted {
  const byGore: Readonly<Record<string, readonly ContentTag[]>> = { FULL: [], REDUCED: ['gore.graphic'] };
  const named = CONTENT_TAGS.filter((tag) => tag.startsWith('phobia.') && phobias.includes(tag));
  return new Set<ContentTag>([...(byGore[gore] ?? ['gore', 'gore.graphic']), ...named]);
}

/** The text of the passages that a player reads. */
export function tell(passages: readonly Passage[], unwanted: Unwanted): string {
  return passages
    .filter(({ contentTags }) => !contentTags.some((tag) => unwanted.has(tag)))
    .map(({ text }) => text)
    .join(' ');
}

/** Whether something is left for those who want nothing of it all. */
export function isForEverybody(passages: readonly Passage[]): boolean {
  return passages.some(({ contentTags }) => contentTags.length === 0);
}
