import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropBuildTraces } from './drop-build-traces.mjs';
import { buildArgs, probeProgram, runBuilder } from './run-builder.mjs';

/** Where the two say the same in other words. */
const WORDS = {
  podman: { build: ['build'], store: '{{.Store.GraphRoot}}', asStored: [] },
  buildah: { build: ['bud'], store: '{{.store.GraphRoot}}', asStored: ['--disable-compression'] },
};
/** A registry on this machine itself has no certificate; Docker takes it for granted as well. */
const ON_LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+)[:/]/;

/**
 * podman or buildah: two faces of the same library, without a daemon.
 * @param {'podman' | 'buildah'} program
 * @param {NodeJS.ProcessEnv} [env] default this process's own
 * @returns {import('./builder.mjs').Builder}
 */
export function containersBuilder(program, env = process.env) {
  const words = WORDS[program];
  const run = (/** @type {readonly string[]} */ args) => runBuilder(program, args, env);

  /**
   * @param {import('./builder.mjs').Recipe} recipe
   * @param {string} platform
   * @param {string} dir for files on the way
   * @returns {Promise<string>} the image's id
   */
  const buildFor = async ({ dockerfile, args, epochSeconds, contextDir, platforms }, platform, dir) => {
    const name = platform.replace('/', '-');
    const idFile = join(dir, `${name}.id`);
    await run([
      ...words.build,
      // Nothing is run in a build; without this, a machine that may not nest containers could not build either.
      ...['--isolation', 'chroot'],
      // The other format has no health check.
      ...['--format', 'docker'],
      ...['--timestamp', String(epochSeconds)],
      // One layer on the base, and not the builder's version in it: podman and buildah make the same.
      ...['--layers=false', '--identity-label=false'],
      ...['--platform', platform],
      // A base that is named by the digest of a list is taken from the store for whatever processor it is there for.
      ...(platforms.length > 1 ? ['--pull=always'] : []),
      ...['--file', dockerfile],
      ...buildArgs(args),
      ...['--iidfile', idFile, contextDir],
    ]);
    const built = (await readFile(idFile, 'utf8')).trim();
    const files = join(dir, name);
    await run(['push', '--quiet', ...words.asStored, built, `dir:${files}`]);
    await run(['rmi', built]);
    const digest = await dropBuildTraces(files, platform);
    // Its layers are in the store already.
    await run(['pull', '--quiet', `dir:${files}`]);
    await rm(files, { recursive: true });
    return digest;
  };

  return {
    name: program,
    probe: () => probeProgram(program, ['info', '--format', words.store], env),
    imageIds: async () => {
      const listed = await run(['images', '--all', '--quiet', '--no-trunc']);
      return [...new Set(listed.split('\n').filter(Boolean))];
    },
    build: (recipe) =>
      inScratch(async (dir) => {
        const id = await buildFor(recipe, recipe.platforms[0] ?? '', dir);
        await run(['tag', id, ...recipe.tags]);
        return id;
      }),
    push: (recipe) =>
      inScratch(async (dir) => {
        const ids = [];
        for (const platform of recipe.platforms) ids.push(await buildFor(recipe, platform, dir));
        const [first = ''] = ids;
        const list = ids.length > 1 ? `localhost/push-${process.pid}-${first.slice(-12)}` : undefined;
        if (list)
          await run(['manifest', 'create', list, ...ids.map((id) => id.replace('sha256:', 'containers-storage:'))]);
        try {
          const digestFile = join(dir, 'digest');
          const push = list ? ['manifest', 'push', '--all'] : ['push'];
          for (const reference of recipe.references) {
            const plain = ON_LOOPBACK.test(reference) ? ['--tls-verify=false'] : [];
            await run([...push, ...plain, '--digestfile', digestFile, list ?? first, `docker://${reference}`]);
          }
          const digest = await readFile(digestFile, 'utf8');
          if (!/^sha256:[0-9a-f]{64}$/.test(digest.trim()))
            throw new Error(`${program} says nothing of what it pushed`);
          return digest.trim();
        } finally {
          if (list) await run(['manifest', 'rm', list]);
        }
      }),
  };
}

/**
 * @template T
 * @param {(dir: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inScratch(work) {
  const dir = await mkdtemp(join(tmpdir(), 'body-broker-image-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
