import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildArgs, probeProgram, runBuilder } from './run-builder.mjs';

/**
 * Docker with BuildKit.
 * @param {NodeJS.ProcessEnv} [env] default this process's own
 * @returns {import('./builder.mjs').Builder}
 */
export function buildxBuilder(env = process.env) {
  const docker = (/** @type {readonly string[]} */ args) => runBuilder('docker', args, env);
  /**
   * @param {import('./builder.mjs').Recipe} recipe
   * @param {readonly string[]} names
   * @param {readonly string[]} output
   */
  const build = ({ dockerfile, args, platforms, epochSeconds, contextDir }, names, output) =>
    runBuilder(
      'docker',
      [
        ...['buildx', 'build', '--file', dockerfile, '--platform', platforms.join(',')],
        ...buildArgs(args),
        ...names.flatMap((name) => ['--tag', name]),
        // What the builder says about itself differs from machine to machine; the digest must not.
        ...['--provenance=false', '--sbom=false'],
        ...output,
        contextDir,
      ],
      // @see https://docs.docker.com/build/ci/github-actions/reproducible-builds/
      { ...env, SOURCE_DATE_EPOCH: String(epochSeconds) },
    );
  return {
    name: 'buildx',
    probe: async () => {
      const client = await probeProgram('docker', ['buildx', 'version'], env);
      return client.works ? probeProgram('docker', ['info', '--format', '{{.ID}}'], env) : client;
    },
    imageIds: async () => {
      const listed = await docker(['image', 'ls', '--all', '--quiet', '--no-trunc']);
      return [...new Set(listed.split('\n').filter(Boolean))];
    },
    build: async (recipe) => {
      await build(recipe, recipe.tags, ['--output', 'type=docker,rewrite-timestamp=true']);
      // With containerd's image store the id is not the one BuildKit reports.
      return docker(['image', 'inspect', '--format', '{{.Id}}', recipe.tags[0] ?? '']);
    },
    push: async (recipe) => {
      const dir = await mkdtemp(join(tmpdir(), 'body-broker-image-'));
      try {
        const metadata = join(dir, 'metadata.json');
        await build(recipe, recipe.references, [
          ...['--output', 'type=image,push=true,rewrite-timestamp=true'],
          ...['--metadata-file', metadata],
        ]);
        return JSON.parse(await readFile(metadata, 'utf8'))['containerimage.digest'];
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
  };
}
