import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canProveProvenance } from './provenance.mjs';

const publication = {
  registry: 'https://registry.npmjs.org/',
  access: 'public',
  env: {
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/',
    REPOSITORY_VISIBILITY: 'public',
  },
};

describe('canProveProvenance', () => {
  it('holds for a public package that GitHub Actions publishes to npm from a public repository', () => {
    assert.equal(canProveProvenance(publication), true);
  });

  it('does not hold elsewhere: the publication would be refused', () => {
    for (const difference of [
      { registry: 'https://npm.pkg.github.com' },
      { registry: 'https://npm.example.com/registry.npmjs.org/' },
      { access: 'restricted' },
      { access: undefined },
      { env: { ...publication.env, GITHUB_ACTIONS: undefined } },
      { env: { ...publication.env, ACTIONS_ID_TOKEN_REQUEST_URL: undefined } },
      { env: { ...publication.env, REPOSITORY_VISIBILITY: 'private' } },
    ]) {
      assert.equal(canProveProvenance({ ...publication, ...difference }), false, JSON.stringify(difference));
    }
  });
});
