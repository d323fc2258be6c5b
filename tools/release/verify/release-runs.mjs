import assert from 'node:assert/strict';

/**
 * Runs `npm run release` in a clone and reads what came of it.
 * @param {import('../../affected/scratch-clone.mjs').ScratchClone} clone
 * @param {import('./start-registry.mjs').TestRegistry} registry
 */
export function releaseRuns(clone, registry) {
  const run = (/** @type {readonly string[]} */ args) =>
    clone.run('node', ['tools/release/release.mjs', ...args], { env: registry.env });
  const git = async (/** @type {readonly string[]} */ args) => (await clone.run('git', args)).trim();
  const tags = async () => new Set((await git(['tag'])).split('\n').filter(Boolean));
  return {
    run,
    git,

    /** @param {readonly string[]} args @param {RegExp} reason */
    refused: (args, reason) => assert.rejects(run(args), reason),

    /** The tags that a run has added. @param {readonly string[]} args */
    moved: async (args) => {
      const before = await tags();
      const output = await run(args);
      const added = [...(await tags()).difference(before)].sort();
      assert.equal(await git(['status', '--porcelain']), '', 'a release leaves a clean tree');
      return { output, added };
    },

    /** @param {string} output @param {string} verb such as `would release` */
    named: (output, verb) =>
      [...output.matchAll(new RegExp(`^${verb}  (\\S+)$`, 'gm'))].map(([, name = '']) => name).sort(),
  };
}
