import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageFolder } from './image-folders.mjs';

/** @typedef {{ output: string, input: string }} BundledAddon paths from the workspace: beside the bundle, in its package */

/**
 * What esbuild wrote about a bundle (dist/meta.json).
 * @param {string} root
 * @param {string} app folder name
 * @returns {{ file: string, addons: BundledAddon[] }}
 */
export function readMetafile(root, app) {
  const file = join(imageFolder(root, app), 'dist', 'meta.json');
  /** @type {{ outputs: Record<string, { inputs: Record<string, unknown> }> }} */
  const { outputs } = JSON.parse(readFileSync(file, 'utf8'));
  const addons = Object.entries(outputs)
    .filter(([output]) => output.endsWith('.node'))
    .map(([output, { inputs }]) => ({ output, input: Object.keys(inputs)[0] ?? '' }));
  return { file, addons };
}
