import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Prints the images that `docker-push` has pushed in this checkout, as the matrix of the job that signs them.

/**
 * @param {string} root of the workspace
 * @returns {readonly { app: string, folder: string, image: string, digest: string }[]} `folder` of the package, as in
 *   `apps/auth`; `image` without a tag
 * @throws {Error} for a record without a digest: unsigned images must not go unnoticed
 */
export function pushedImages(root) {
  const folders = ['apps', 'tools'].flatMap((group) =>
    existsSync(join(root, group)) ? readdirSync(join(root, group)).map((name) => `${group}/${name}`) : [],
  );
  return folders.flatMap((folder) => {
    const file = join(root, folder, 'out-docker', 'pushed', 'image.json');
    if (!existsSync(file)) return [];
    const { app, tags, digest } = JSON.parse(readFileSync(file, 'utf8'));
    if (!/^sha256:[0-9a-f]{64}$/.test(digest ?? '')) throw new Error(`${file} names no digest`);
    return [{ app, folder, image: String(tags[0]).replace(/:[^:/]*$/, ''), digest }];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(pushedImages(resolve(import.meta.dirname, '../..'))));
}
