import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseReleaseOptions, ReleaseRefused } from './release-options.mjs';

describe('parseReleaseOptions', () => {
  it('releases from main to the configured registry when nothing is said', () => {
    assert.deepEqual(parseReleaseOptions([]), {
      dryRun: false,
      firstRelease: false,
      skipPublish: false,
      publishOnly: false,
      help: false,
      branch: 'main',
      registry: undefined,
    });
  });

  it('refuses what contradicts itself, is unknown or is no URL', () => {
    for (const args of [
      ['--publish-only', '--skip-publish'],
      ['--publish-only', '--first-release'],
      ['--frist-release'],
      ['--registry', 'npm.example.com'],
    ]) {
      assert.throws(() => parseReleaseOptions(args), ReleaseRefused, args.join(' '));
    }
  });
});
