import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCKERFILE } from './base-image.mjs';
import { imageFolder } from './image-folders.mjs';
import { stageApp } from './stage-app.mjs';
import { writeSbom } from './write-sbom.mjs';

/**
 * @typedef {object} ImageRecord what is written beside an image, as image.json
 * @property {string} app
 * @property {string} version
 * @property {string} revision
 * @property {string} created
 * @property {string} base
 * @property {string} builder
 * @property {number} addedBytes on top of the base, before compression
 * @property {readonly string[]} tags local names, or those pushed to
 * @property {string} [id] in the local store
 * @property {string} [digest] in the registry
 */

/**
 * @typedef {object} ImageSettings
 * @property {string} root
 * @property {import('../builders/builder.mjs').Builder} builder
 * @property {string} base
 * @property {import('./read-revision.mjs').Revision} revision
 * @property {readonly string[]} archs
 * @property {string} prefix of the names: `bodybroker`, `registry.example/game`
 * @property {readonly ('version' | 'sha')[]} tags
 * @property {string} outDir where image.json and sbom.cdx.json go
 * @property {'keep' | 'push'} then keep it in the local store, or push it
 */

/**
 * Builds the image of one app and writes what it is and holds beside it.
 * @param {string} app folder name
 * @param {ImageSettings} settings
 * @returns {Promise<ImageRecord>}
 */
export async function buildImage(app, settings) {
  const { root, builder, base, revision, archs, prefix, outDir, then } = settings;
  const { version } = JSON.parse(await readFile(join(imageFolder(root, app), 'package.json'), 'utf8'));
  const { epochSeconds, source } = revision;
  const created = new Date(epochSeconds * 1000).toISOString();
  const tags = tagsOf(settings.tags, version, revision).map((tag) => `${prefix}/${app}:${tag}`);
  const contextDir = await mkdtemp(join(tmpdir(), 'body-broker-context-'));
  try {
    await stageApp(app, { root, dir: contextDir, archs, epochSeconds });
    const recipe = {
      dockerfile: DOCKERFILE,
      contextDir,
      args: {
        BASE_IMAGE: base,
        SERVICE: app,
        VERSION: version,
        REVISION: revision.sha ?? 'unknown',
        CREATED: created,
        SOURCE: source,
      },
      tags,
      platforms: archs.map((arch) => `linux/${arch}`),
      epochSeconds,
    };
    const made =
      then === 'push'
        ? { digest: await builder.push({ ...recipe, references: tags }) }
        : { id: await builder.build(recipe) };
    const addedBytes = await bytesIn(join(contextDir, `linux-${archs[0]}`));
    const facts = { app, version, revision: revision.sha ?? 'unknown', created, base, builder: builder.name };
    const record = { ...facts, addedBytes, tags, ...made };
    await mkdir(outDir, { recursive: true });
    await writeSbom(app, { root, file: join(outDir, 'sbom.cdx.json') });
    await writeFile(join(outDir, 'image.json'), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  } finally {
    await rm(contextDir, { recursive: true, force: true });
  }
}

/**
 * @param {readonly ('version' | 'sha')[]} kinds
 * @param {string} version
 * @param {import('./read-revision.mjs').Revision} revision
 * @returns {string[]} without the sha outside git
 */
export function tagsOf(kinds, version, { sha }) {
  return kinds.map((kind) => (kind === 'version' ? version : sha)).filter((tag) => tag !== undefined);
}

/** @param {string} dir @returns {Promise<number>} */
async function bytesIn(dir) {
  const names = await readdir(dir, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => stat(join(dir, name))));
  return sizes.reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0);
}
