import type { ToldLine } from './beat-run.js';

/** The lines that carry none of the tags somebody does not want to read. */
export function fitLines(lines: readonly ToldLine[], without: readonly string[]): readonly ToldLine[] {
  return lines.filter(({ tags }) => !tags.some((tag) => without.includes(tag)));
}
