import { buildxBuilder } from './buildx-builder.mjs';
import { containersBuilder } from './containers-builder.mjs';

/** No builder works here; the message says which were tried and what to do. */
export class NoBuilderError extends Error {
  /** @param {readonly string[]} tried */
  constructor(tried) {
    super(
      [
        'no program that builds images works here.',
        ...tried.map((why) => `  tried  ${why}`),
        '  do     start Docker Desktop or the Docker engine (with buildx),',
        '         or install one that needs no engine: sudo apt-get install buildah   (brew install podman)',
        '         OCI_BUILDER=buildx|podman|buildah takes that one and no other.',
      ].join('\n'),
    );
    this.name = 'NoBuilderError';
  }
}

/**
 * The builders in the order they are tried.
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly import('./builder.mjs').Builder[]}
 */
export function allBuilders(env) {
  return [buildxBuilder(env), containersBuilder('podman', env), containersBuilder('buildah', env)];
}

/**
 * The first builder that works, or the one `OCI_BUILDER` names.
 * @param {NodeJS.ProcessEnv} [env] default this process's own
 * @param {readonly import('./builder.mjs').Builder[]} [builders]
 * @returns {Promise<{ builder: import('./builder.mjs').Builder, store: string }>} `store`: where its images are kept
 * @throws {NoBuilderError}
 */
export async function chooseBuilder(env = process.env, builders = allBuilders(env)) {
  const asked = env['OCI_BUILDER'];
  const candidates = builders.filter(({ name }) => !asked || name === asked);
  if (candidates.length === 0) {
    throw new NoBuilderError([`OCI_BUILDER=${asked}: it is one of ${builders.map(({ name }) => name).join(', ')}`]);
  }
  /** @type {string[]} */
  const tried = [];
  for (const builder of candidates) {
    const probe = await builder.probe();
    if (probe.works) return { builder, store: probe.store };
    tried.push(probe.why);
  }
  throw new NoBuilderError(tried);
}
