/** The most of each kind a world holds. */
export const MAX_THINGS = { region: 200, location: 5000, mood: 5000, entity: 20_000, fact: 5000 } as const;

/** Revisions that can still be told. */
export const MAX_LOGGED_REVISIONS = 50_000;

/** A revision of more changes than this is not told change by change: whoever follows takes a snapshot. */
export const MAX_TOLD_CHANGES = 1000;

/** Checkpoints kept; the oldest falls off. */
export const MAX_CHECKPOINTS = 20;

/** Of an entity's attributes as JSON, in bytes. */
export const MAX_ATTRIBUTES_BYTES = 8192;
