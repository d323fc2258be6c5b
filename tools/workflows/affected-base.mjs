import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

// Prints the commit with which `nx affected` compares HEAD. On a push that is not the commit before: when its run has
// failed, what it changed would be forgotten.

/**
 * @param {object} event
 * @param {string} event.name of the event, as `pull_request` or `push`
 * @param {string} event.baseRef the branch a pull request goes to
 * @param {readonly string[]} event.succeeded commits for which the workflow succeeded, newest first
 * @param {string} [event.cwd]
 * @returns {string} a commit of this repository
 */
export function affectedBase({ name, baseRef, succeeded, cwd }) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  if (name === 'pull_request') return git('merge-base', `origin/${baseRef}`, 'HEAD');

  const isBeforeHead = (/** @type {string} */ commit) => {
    try {
      git('merge-base', '--is-ancestor', commit, 'HEAD');
      return commit !== git('rev-parse', 'HEAD');
    } catch {
      // A commit of a history that was rewritten.
      return false;
    }
  };
  // The first run of a workflow looks at everything: the tree without files.
  return succeeded.find(isBeforeHead) ?? git('hash-object', '-t', 'tree', '/dev/null');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { EVENT = '', BASE_REF = '', SUCCEEDED = '' } = process.env;
  console.log(affectedBase({ name: EVENT, baseRef: BASE_REF, succeeded: SUCCEEDED.split('\n').filter(Boolean) }));
}
