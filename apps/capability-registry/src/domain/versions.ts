/** What the rules need to know of semantic versions. */
export interface Versions {
  isVersion(text: string): boolean;
  isRange(text: string): boolean;
  /** Whether a version is inside a range. */
  satisfies(version: string, range: string): boolean;
  /** Negative when `a` is older. */
  compare(a: string, b: string): number;
}

/** The versions that can stand for this one: same major, not older. */
export function compatibleRange(version: string): string {
  return `^${version}`;
}
