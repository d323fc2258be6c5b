import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ readonly kind: 'resource' | 'data', readonly type: string }} TypeInUse */

/**
 * The AWS resource and data types that the configuration names, tests included.
 * @param {string} folder
 * @returns {readonly TypeInUse[]} sorted, each once
 */
export function typesInUse(folder) {
  const found = new Map();
  for (const name of readdirSync(folder, { recursive: true }).map(String)) {
    if (!name.endsWith('.tf') || name.includes('.terraform/')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, kind, type] of text.matchAll(/^\s*(resource|data)\s+"(aws_\w+)"/gm)) {
      found.set(`${kind}/${type}`, { kind, type });
    }
  }
  return [...found.keys()].sort().map((key) => found.get(key));
}
