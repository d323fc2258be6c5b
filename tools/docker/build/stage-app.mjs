import { chmod, copyFile, cp, mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMetafile } from './bundle-metafile.mjs';
import { imageFolder } from './image-folders.mjs';
import { nativeAddons } from './native-addons.mjs';
import { servedPackagesOf } from './served-packages.mjs';

const HEALTHCHECK = join(import.meta.dirname, '..', 'image', 'healthcheck.mjs');

/**
 * Lays out what goes into the image of an app, one folder a processor: `<dir>/linux-amd64/{dist,content,healthcheck.mjs}`.
 * Nothing else is in the builder's sight. Times and permissions are set, so that they do not differ between checkouts.
 * @param {string} app folder name
 * @param {{ root: string, dir: string, archs: readonly string[], epochSeconds: number }} options
 * @returns {Promise<void>}
 * @throws {Error} when the app has not been built
 */
export async function stageApp(app, { root, dir, archs, epochSeconds }) {
  const from = imageFolder(root, app);
  const bundle = join(from, 'dist', 'main.mjs');
  if (!existsSync(bundle)) throw new Error(`${app} has not been built: npx nx build @bodybroker/${app}`);
  const { addons } = readMetafile(root, app);
  const served = servedPackagesOf(JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')));
  await rm(dir, { recursive: true, force: true });
  for (const arch of archs) {
    const to = join(dir, `linux-${arch}`);
    await mkdir(join(to, 'dist'), { recursive: true });
    await copyFile(bundle, join(to, 'dist', 'main.mjs'));
    await copyFile(HEALTHCHECK, join(to, 'healthcheck.mjs'));
    for (const addon of await nativeAddons(addons, { root, arch })) {
      await copyFile(addon.from, join(to, 'dist', addon.name));
    }
    for (const { name, files, folder } of served) {
      await mkdir(join(to, 'dist', folder));
      for (const file of files) await copyFile(join(root, 'node_modules', name, file), join(to, 'dist', folder, file));
    }
    if (existsSync(join(from, 'content'))) await cp(join(from, 'content'), join(to, 'content'), { recursive: true });
  }
  await level(dir, epochSeconds);
}

/**
 * Gives everything below `dir` the same time and the same permissions: what git and umask make of them is not part of an image.
 * @param {string} dir
 * @param {number} epochSeconds
 */
async function level(dir, epochSeconds) {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await level(path, epochSeconds);
    await chmod(path, entry.isDirectory() ? 0o755 : 0o644);
    await utimes(path, epochSeconds, epochSeconds);
  }
}
