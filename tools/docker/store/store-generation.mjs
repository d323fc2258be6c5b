import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Nx keeps what a target wrote, not the image it left in a builder's store. So the key of its cache holds the generation of
// that store: as long as every image that was built into it is still there, the same; else a new one, and they are built again.

/**
 * @param {string} dataDir `.data` of the checkout: a fresh clone has no generation, and gets its own
 * @param {{ builder: string, store: string }} where
 */
const folderOf = (dataDir, { builder, store }) =>
  join(dataDir, 'images', `${builder}-${createHash('sha256').update(store).digest('hex').slice(0, 12)}`);

/**
 * Remembers that an image was built into a store.
 * @param {string} app
 * @param {string} id
 * @param {{ dataDir: string, builder: string, store: string }} options
 */
export async function rememberImage(app, id, { dataDir, ...where }) {
  const folder = folderOf(dataDir, where);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${app}.id`), `${id}\n`);
}

/**
 * The generation of a store: a new one when an image that was built into it is gone.
 * @param {readonly string[]} imageIds of all images in the store
 * @param {{ dataDir: string, builder: string, store: string }} options
 * @returns {Promise<string>}
 */
export async function storeGeneration(imageIds, { dataDir, ...where }) {
  const folder = folderOf(dataDir, where);
  const file = join(folder, 'generation');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known && (await everyImageIsThere(folder, new Set(imageIds)))) return known.trim();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const generation = randomUUID();
  await writeFile(file, `${generation}\n`);
  return generation;
}

/** @param {string} folder @param {ReadonlySet<string>} present */
async function everyImageIsThere(folder, present) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.id'));
  const ids = await Promise.all(names.map(async (name) => (await readFile(join(folder, name), 'utf8')).trim()));
  return ids.every((id) => present.has(id));
}
