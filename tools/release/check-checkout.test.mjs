import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCheckout } from './check-checkout.mjs';
import { parseReleaseOptions } from './release-options.mjs';

const good = { branch: 'main', changes: [], isShallow: false, releaseTags: ['@bodybroker/auth@0.1.0'] };
const check = (/** @type {object} */ differences, /** @type {readonly string[]} */ args = []) =>
  checkCheckout({ ...good, ...differences }, parseReleaseOptions(args));

describe('checkCheckout', () => {
  it('lets a clean main with earlier releases pass', () => check({}));

  it('refuses a cut-off history, from which no version can be derived', () => {
    assert.throws(() => check({ isShallow: true }), /git fetch --unshallow/);
    assert.throws(() => check({ isShallow: true }, ['--dry-run']), /git fetch --unshallow/);
  });

  it('wants --first-release for the first release, and for no other', () => {
    assert.throws(() => check({ releaseTags: [] }), /give --first-release/);
    assert.throws(() => check({}, ['--first-release']), /releases already, such as @bodybroker\/auth@0\.1\.0/);
    check({ releaseTags: [] }, ['--first-release']);
  });

  it('refuses another branch, no branch, and uncommitted changes', () => {
    assert.throws(() => check({ branch: 'feature' }), /made from main, and this is feature/);
    assert.throws(() => check({ branch: '' }), /this is no branch/);
    assert.throws(() => check({ changes: [' M nx.json'] }), /1 uncommitted change\(s\):\n {2} M nx\.json/);
    check({ branch: 'next' }, ['--branch', 'next']);
  });

  it('lets a dry run look from anywhere', () => {
    check({ branch: 'feature', changes: [' M nx.json'] }, ['--dry-run']);
  });

  it('publishes what is tagged without a branch, as on a checked-out tag', () => {
    check({ branch: '' }, ['--publish-only']);
    assert.throws(() => check({ branch: '', releaseTags: [] }, ['--publish-only']), /no release tag here/);
  });
});
