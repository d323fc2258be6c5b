import { join } from 'node:path';
import { dataDir, workspaceRoot } from '../dev/workspace-root.mjs';
import { baseImage, DOCKERFILE, requirePinned, UnpinnedBaseError } from './build/base-image.mjs';
import { buildImage } from './build/build-image.mjs';
import { imageApps, imageFolder } from './build/image-folders.mjs';
import { BUILD_HELP, ImageUsageError, parseImageOptions } from './build/image-options.mjs';
import { readRevision } from './build/read-revision.mjs';
import { BuilderError } from './builders/builder.mjs';
import { chooseBuilder, NoBuilderError } from './builders/choose-builder.mjs';
import { rememberImage } from './store/store-generation.mjs';

// The targets `docker` and `docker-push` of every app call this; see --help.

/** @returns {Promise<void>} */
async function main() {
  const options = parseImageOptions(process.argv.slice(2), {
    known: imageApps(workspaceRoot),
  });
  if (options === 'help') return console.log(BUILD_HELP);
  const base = baseImage(DOCKERFILE, process.env);
  if (options.pushTo) requirePinned(base);
  const { builder, store } = await chooseBuilder();
  const revision = await readRevision(workspaceRoot, process.env);
  console.log(`building with ${builder.name} (images in ${store}) on ${base}`);
  for (const app of options.apps) {
    const { archs, tags, pushTo } = options;
    const record = await buildImage(app, {
      root: workspaceRoot,
      builder,
      base,
      revision,
      archs,
      tags,
      prefix: pushTo ?? process.env['IMAGE_PREFIX'] ?? 'bodybroker',
      outDir: join(imageFolder(workspaceRoot, app), pushTo ? 'out-docker/pushed' : 'out-docker'),
      then: pushTo ? 'push' : 'keep',
    });
    if (record.id) await rememberImage(app, record.id, { dataDir, builder: builder.name, store });
    const megabytes = (record.addedBytes / 1e6).toFixed(1);
    console.log(`${record.tags.join('  ')}  ${record.digest ?? record.id}  ${megabytes} MB on the base`);
  }
}

try {
  await main();
} catch (error) {
  const expected =
    error instanceof ImageUsageError ||
    error instanceof NoBuilderError ||
    error instanceof BuilderError ||
    error instanceof UnpinnedBaseError;
  console.error(`images: ${expected || error instanceof Error ? error.message : error}`);
  if (error instanceof ImageUsageError) console.error('node tools/docker/build.mjs --help shows the options');
  process.exitCode = error instanceof ImageUsageError ? 2 : 1;
}
