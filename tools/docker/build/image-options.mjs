import { parseArgs } from 'node:util';
import { NODE_ARCH } from './native-addons.mjs';

export const BUILD_HELP = `node tools/docker/build.mjs <app>… | --all [options]

Builds images of apps that have been built (npx nx run-many -t docker builds both), or builds and pushes them.

  --push <prefix>      push to <prefix>/<app>; logging in is left to you
  --tags <list>        version, sha or both (default both): what a pushed image is tagged with
  --platforms <list>   linux/amd64, linux/arm64 or both; default this machine's. Both at once only with --push

Environment:
  OCI_BUILDER          buildx, podman or buildah; default the first that works
  BASE_IMAGE           another base; with --push it must be pinned by digest
  IMAGE_PREFIX         local name before /<app>, default bodybroker
  IMAGE_REGISTRY       where npx nx run-many -t docker-push pushes to
  IMAGE_SOURCE         URL of the sources, for the label
  SOURCE_DATE_EPOCH    time of the image; default that of the commit`;

/** The command line cannot be understood. */
export class ImageUsageError extends Error {
  /** @override */
  name = 'ImageUsageError';
}

/**
 * @typedef {object} ImageOptions
 * @property {readonly string[]} apps
 * @property {string | undefined} pushTo
 * @property {readonly string[]} archs as Docker names them
 * @property {readonly ('version' | 'sha')[]} tags
 */

/**
 * @param {readonly string[]} argv
 * @param {{ known: readonly string[], arch?: string }} options `known` apps; `arch` of this machine, as Node names it
 * @returns {ImageOptions | 'help'}
 * @throws {ImageUsageError}
 */
export function parseImageOptions(argv, { known, arch = process.arch }) {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';
  const apps = values.all ? known : positionals;
  if (apps.length === 0) throw new ImageUsageError('name an app, or --all');
  const unknown = apps.filter((app) => !known.includes(app));
  if (unknown.length > 0) throw new ImageUsageError(`no such app: ${unknown.join(', ')}`);
  const here = Object.keys(NODE_ARCH).find((name) => NODE_ARCH[name] === arch) ?? 'amd64';
  const archs = (values.platforms ?? `linux/${here}`).split(',').map((platform) => platform.replace(/^linux\//, ''));
  for (const each of archs) {
    if (!(each in NODE_ARCH)) throw new ImageUsageError(`--platforms ${each}: it is linux/amd64, linux/arm64 or both`);
  }
  if (archs.length > 1 && values.push === undefined) {
    throw new ImageUsageError('an image for several platforms is a list in a registry: --platforms needs --push');
  }
  const tags = (values.tags ?? 'version,sha').split(',').map((tag) => {
    if (tag !== 'version' && tag !== 'sha') throw new ImageUsageError(`--tags ${tag}: it is version, sha or both`);
    return tag;
  });
  if (values.push === '') throw new ImageUsageError('--push: to where? registry.example/prefix, or set IMAGE_REGISTRY');
  return { apps, pushTo: values.push?.replace(/\/+$/, ''), archs, tags };
}

/** @param {readonly string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        all: { type: 'boolean' },
        push: { type: 'string' },
        tags: { type: 'string' },
        platforms: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new ImageUsageError(error instanceof Error ? error.message : String(error));
  }
}
