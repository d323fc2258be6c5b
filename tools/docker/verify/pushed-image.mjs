import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

/**
 * @typedef {object} LayerEntry
 * @property {string} path without a leading slash
 * @property {string} mode as `tar -tv` shows it
 * @property {string} owner `0/0`
 * @property {number} sizeBytes
 */

/**
 * @typedef {object} PushedImage what a registry has
 * @property {any} config
 * @property {readonly { digest: string }[]} layers
 */

/**
 * @param {import('./loopback-registry.mjs').LoopbackRegistry} registry
 * @param {string} name
 * @param {string} digest of an image, or of a list
 * @param {string} arch of a list, the image for this processor
 * @returns {Promise<PushedImage>}
 */
export async function readPushedImage(registry, name, digest, arch) {
  let manifest = JSON.parse(String(await registry.get(`${name}/manifests/${digest}`)));
  if (manifest.manifests) {
    const found = manifest.manifests.find((/** @type {any} */ each) => each.platform.architecture === arch);
    if (!found) throw new Error(`${name}@${digest} has no image for ${arch}`);
    manifest = JSON.parse(String(await registry.get(`${name}/manifests/${found.digest}`)));
  }
  const config = JSON.parse(String(await registry.get(`${name}/blobs/${manifest.config.digest}`)));
  return { config, layers: manifest.layers };
}

/**
 * Downloads and unpacks a layer.
 * @param {import('./loopback-registry.mjs').LoopbackRegistry} registry
 * @param {string} name
 * @param {string} digest
 * @param {string} dir where its files go
 * @returns {Promise<readonly LayerEntry[]>}
 */
export async function readLayer(registry, name, digest, dir) {
  await mkdir(join(dir, 'files'), { recursive: true });
  const file = join(dir, 'layer.tar');
  await writeFile(file, await registry.get(`${name}/blobs/${digest}`));
  const listed = await tar(['--numeric-owner', '-tvf', file]);
  await tar(['-xf', file, '-C', join(dir, 'files'), '--no-same-owner']);
  return listed.trimEnd().split('\n').map(parseEntry);
}

/** @param {readonly string[]} args */
async function tar(args) {
  const { code, stdout, stderr } = await runCommand('tar', args, { env: { ...process.env, TZ: 'UTC' } });
  if (code !== 0) throw new Error(`tar ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

/** @param {string} line `-rw-r--r-- 0/0  1234 2026-01-01 00:00 app/dist/main.mjs` @returns {LayerEntry} */
function parseEntry(line) {
  const [mode = '', owner = '', size = '', , , ...path] = line.split(/ +/);
  return {
    mode,
    owner,
    sizeBytes: Number(size),
    path: path
      .join(' ')
      .replace(/^\.?\//, '')
      .replace(/\/$/, ''),
  };
}
