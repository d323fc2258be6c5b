import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCKERFILE } from '../../docker/build/base-image.mjs';
import { stageApp } from '../../docker/build/stage-app.mjs';
import { runBuilder } from '../../docker/builders/run-builder.mjs';
import { inParallel } from '../../docker/verify/checks.mjs';
import { BASE_IMAGE } from './stand-in-images.mjs';

export const IMAGE_PREFIX = 'localhost/bodybroker';
export const IMAGE_TAG = 'compose-verify';
const AT_ONCE = 3;
const ARCH = process.arch === 'arm64' ? 'arm64' : 'amd64';

/**
 * The image of each app and of the stream tool: the files and the Dockerfile that ship, on the base of stand-ins. Without what
 * makes them the same on every machine, which images:verify looks at.
 * @param {readonly string[]} apps
 * @param {{ root: string, dir: string, env: NodeJS.ProcessEnv }} options
 */
export async function buildImages(apps, { root, dir, env }) {
  const contextOf = (/** @type {string} */ name) => join(dir, 'contexts', name);
  await inParallel(apps, AT_ONCE, async (app) => {
    await stageApp(app, { root, dir: contextOf(app), archs: [ARCH], epochSeconds: 0 });
    await build(app, contextOf(app), env);
  });
  const streams = join(contextOf('streams'), `linux-${ARCH}`);
  await mkdir(join(streams, 'dist'), { recursive: true });
  await copyFile(join(root, 'tools/streams/dist/main.mjs'), join(streams, 'dist/main.mjs'));
  await copyFile(join(root, 'tools/docker/image/healthcheck.mjs'), join(streams, 'healthcheck.mjs'));
  await build('streams', contextOf('streams'), env);
}

/** @param {string} name @param {string} contextDir @param {NodeJS.ProcessEnv} env */
async function build(name, contextDir, env) {
  const facts = { BASE_IMAGE, SERVICE: name, VERSION: '0.0.0', REVISION: IMAGE_TAG, CREATED: '', SOURCE: '' };
  const args = Object.entries(facts).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
  const how = [
    '--quiet',
    '--isolation',
    'chroot',
    '--format',
    'docker',
    '--layers=false',
    '--platform',
    `linux/${ARCH}`,
  ];
  const tag = `${IMAGE_PREFIX}/${name}:${IMAGE_TAG}`;
  await runBuilder('buildah', ['bud', ...how, ...args, '--file', DOCKERFILE, '--tag', tag, contextDir], env);
}
