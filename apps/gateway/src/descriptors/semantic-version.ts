const PATTERN = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?/;

/** Whether one semantic version comes before another. False when either is none: then nothing can be said. */
export function isOlder(version: string, than: string): boolean {
  const a = PATTERN.exec(version);
  const b = PATTERN.exec(than);
  if (a === null || b === null) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(a[part]) - Number(b[part]);
    if (difference !== 0) return difference < 0;
  }
  return a[4] !== undefined && (b[4] === undefined || a[4] < b[4]);
}
