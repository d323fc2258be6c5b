import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} BundleContent
 * @property {number} bytes of dist/main.mjs
 * @property {number} modules that left something in it
 * @property {readonly { name: string, bytes: number }[]} packages largest first
 */

/**
 * What a bundle is made of, as esbuild wrote it down (dist/meta.json).
 * @param {string} appDir
 * @returns {BundleContent}
 */
export function bundleContent(appDir) {
  return contentOf(JSON.parse(readFileSync(join(appDir, 'dist', 'meta.json'), 'utf8')));
}

/**
 * @param {{ outputs: Record<string, { bytes: number, inputs: Record<string, { bytesInOutput: number }> }> }} metafile
 * @returns {BundleContent}
 */
export function contentOf({ outputs }) {
  const modules = Object.entries(outputs).filter(([file]) => file.endsWith('.mjs'));
  /** @type {Map<string, number>} */
  const packages = new Map();
  let bytes = 0;
  let count = 0;
  for (const [, output] of modules) {
    bytes += output.bytes;
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      // A module that was shaken out altogether is still listed.
      if (bytesInOutput === 0) continue;
      count += 1;
      const name = packageOf(input);
      packages.set(name, (packages.get(name) ?? 0) + bytesInOutput);
    }
  }
  const largestFirst = [...packages].map(([name, size]) => ({ name, bytes: size })).sort((a, b) => b.bytes - a.bytes);
  return { bytes, modules: count, packages: largestFirst };
}

/**
 * The package a source file belongs to: `nats`, `@scope/name`, `libs/storage`, `libs/contracts/auth`, `apps/auth`.
 * @param {string} input path from the workspace
 */
function packageOf(input) {
  const installed = input.split('node_modules/').at(-1) ?? input;
  if (installed !== input) return /^(?:@[^/]+\/)?[^/]+/.exec(installed)?.[0] ?? installed;
  return input.replace(/\/(?:src|dist)\/.*$/, '');
}
