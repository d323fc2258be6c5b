import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { affectedBase } from './affected-base.mjs';

const cwd = mkdtempSync(join(tmpdir(), 'affected-base-'));
after(() => rmSync(cwd, { recursive: true, force: true }));

const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
const git = (/** @type {string[]} */ ...args) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', env: { ...process.env, ...identity } }).trim();
const commit = (/** @type {string} */ message) => {
  git('commit', '--quiet', '--allow-empty', '--message', message);
  return git('rev-parse', 'HEAD');
};

git('init', '--quiet', '--initial-branch', 'main');
const first = commit('first');
const second = commit('second');
const third = commit('third');

describe('affectedBase', () => {
  it('is where a pull request left its base branch', () => {
    git('update-ref', 'refs/remotes/origin/main', third);
    git('checkout', '--quiet', '-b', 'topic', second);
    commit('topic');
    assert.equal(affectedBase({ name: 'pull_request', baseRef: 'main', succeeded: [], cwd }), second);
    git('checkout', '--quiet', 'main');
  });

  it('is the last commit that succeeded, not the one before: that one may have failed', () => {
    assert.equal(affectedBase({ name: 'push', baseRef: '', succeeded: [first], cwd }), first);
  });

  it('passes over HEAD itself and commits of another history', () => {
    const succeeded = [third, '0123456789012345678901234567890123456789', second, first];
    assert.equal(affectedBase({ name: 'push', baseRef: '', succeeded, cwd }), second);
  });

  it('is the empty tree where nothing has succeeded yet', () => {
    const base = affectedBase({ name: 'push', baseRef: '', succeeded: [], cwd });
    assert.equal(git('cat-file', '-t', base), 'tree');
    assert.equal(git('ls-tree', base), '');
  });
});
