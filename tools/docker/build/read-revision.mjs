import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

/**
 * @typedef {object} Revision
 * @property {string | undefined} sha of the commit, with `-dirty` when files differ from it; undefined outside git
 * @property {number} epochSeconds when it was committed: the time of everything built from it
 * @property {string} source where the sources are, empty when nothing says so
 */

/**
 * What is being built: the same answer for the same commit on every machine.
 * @param {string} root
 * @param {Readonly<Record<string, string | undefined>>} env `SOURCE_DATE_EPOCH` and `IMAGE_SOURCE` go first; GitHub's are known
 * @returns {Promise<Revision>}
 */
export async function readRevision(root, env) {
  const git = async (/** @type {string[]} */ ...args) => {
    const { code, stdout } = await runCommand('git', args, { cwd: root, timeoutMs: 30_000 });
    return code === 0 ? stdout.trim() : undefined;
  };
  const [sha, committed, changes] = await Promise.all([
    git('rev-parse', 'HEAD'),
    git('log', '-1', '--format=%ct'),
    git('status', '--porcelain'),
  ]);
  return {
    sha: sha && (changes === '' ? sha : `${sha}-dirty`),
    epochSeconds: Number(env['SOURCE_DATE_EPOCH'] ?? committed ?? 0),
    source: env['IMAGE_SOURCE'] ?? githubUrl(env) ?? repositoryUrl(root),
  };
}

/** @param {Readonly<Record<string, string | undefined>>} env */
function githubUrl({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }) {
  return server && repository ? `${server}/${repository}` : undefined;
}

/** @param {string} root */
function repositoryUrl(root) {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}
