import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Takes the traces of one build out of an image: podman and buildah write the random id of the container they built it in
 * into the configuration, so that no two builds would be the same image.
 * @param {string} dir an image as their transport `dir:` lays it out
 * @param {string} platform what it has been built for, `linux/amd64`
 * @returns {Promise<string>} the id of the image now, `sha256:…`
 * @throws {Error} when it is for another platform: its base was not there for this one
 */
export async function dropBuildTraces(dir, platform) {
  const manifestFile = join(dir, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
  const before = join(dir, manifest.config.digest.replace('sha256:', ''));
  const config = JSON.parse(await readFile(before, 'utf8'));
  const made = `${config.os}/${config.architecture}`;
  if (made !== platform)
    throw new Error(`the image is for ${made}, not for ${platform}: its base is not there for that`);
  delete config.container;
  delete config.container_config;
  // A host's name is a trace as well where the base was built with one.
  if (config.config) config.config = { ...config.config, Hostname: '' };
  const text = JSON.stringify(config);
  const digest = createHash('sha256').update(text).digest('hex');
  await rm(before);
  await writeFile(join(dir, digest), text);
  manifest.config = { ...manifest.config, size: Buffer.byteLength(text), digest: `sha256:${digest}` };
  await writeFile(manifestFile, JSON.stringify(manifest));
  return `sha256:${digest}`;
}
