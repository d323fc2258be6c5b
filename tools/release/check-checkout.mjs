import { ReleaseRefused } from './release-options.mjs';

/**
 * @typedef {object} Checkout
 * @property {string} branch empty when HEAD is detached
 * @property {readonly string[]} changes lines of `git status --porcelain`
 * @property {boolean} isShallow
 * @property {readonly string[]} releaseTags tags of earlier releases
 */

/**
 * Reads what {@link checkCheckout} judges.
 * @param {(program: string, args: readonly string[]) => Promise<string>} run
 * @returns {Promise<Checkout>}
 */
export async function readCheckout(run) {
  const lines = (/** @type {string} */ text) => text.split('\n').filter((line) => line.trim() !== '');
  return {
    branch: (await run('git', ['branch', '--show-current'])).trim(),
    changes: lines(await run('git', ['status', '--porcelain'])),
    isShallow: (await run('git', ['rev-parse', '--is-shallow-repository'])).trim() === 'true',
    releaseTags: lines(await run('git', ['tag', '--list', '@bodybroker/*@*'])),
  };
}

/**
 * A release is made of what is committed on the release branch, and derives versions from all commits since the tags.
 * @param {Checkout} checkout
 * @param {import('./release-options.mjs').ReleaseOptions} options
 * @throws {ReleaseRefused} that names what is wrong and what to do
 */
export function checkCheckout(checkout, { branch, dryRun, firstRelease, publishOnly }) {
  const { changes, isShallow, releaseTags } = checkout;
  if (isShallow) throw new ReleaseRefused('the history is cut off; run: git fetch --unshallow --tags');
  if (firstRelease && releaseTags.length > 0) {
    throw new ReleaseRefused(`there are releases already, such as ${releaseTags[0]}; leave --first-release out`);
  }
  if (!firstRelease && releaseTags.length === 0) {
    throw new ReleaseRefused(
      publishOnly
        ? 'there is no release tag here; run: git fetch --tags'
        : 'there is no release tag; run: git fetch --tags, or give --first-release for the very first one',
    );
  }
  if (dryRun) return;
  if (!publishOnly && checkout.branch !== branch) {
    throw new ReleaseRefused(
      `releases are made from ${branch}, and this is ${checkout.branch === '' ? 'no branch' : checkout.branch}`,
    );
  }
  if (changes.length > 0) {
    const shown = changes.slice(0, 10).join('\n  ');
    throw new ReleaseRefused(`the working tree has ${changes.length} uncommitted change(s):\n  ${shown}`);
  }
}
