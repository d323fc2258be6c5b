/** Something that belongs into the record of a player's story. */
export interface ChronicleEntry {
  readonly gms: number;
  readonly text: string;
  /** Ids of what it is about. */
  readonly refs: readonly string[];
  /** The event or record it comes from. */
  readonly type: string;
}

/** Older ones fall off. */
export const MAX_CHRONICLE = 2000;
const MAX_TEXT = 500;

/** One line, not too long. */
export function chronicleText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 1).trimEnd()}…`;
}
