import { existsSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';

/** The folder with the lock file at or above `from`; undefined outside a checkout (an installed package has none). */
export function workspaceRoot(from: string): string | undefined {
  const { root } = parse(from);
  for (let dir = from; dir !== root; dir = dirname(dir)) {
    if (existsSync(join(dir, 'package-lock.json'))) return dir;
  }
  return undefined;
}
