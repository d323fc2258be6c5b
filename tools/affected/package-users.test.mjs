import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withUsers } from './package-users.mjs';

const packages = [
  { name: 'codec', dir: '', uses: new Set(['zip']) },
  { name: 'sdk', dir: '', uses: new Set(['codec']) },
  { name: 'service', dir: '', uses: new Set(['sdk', 'zip-light']) },
  { name: 'other', dir: '', uses: new Set(['ring']) },
  { name: 'ring', dir: '', uses: new Set(['other']) },
];

describe('withUsers', () => {
  it('follows users of users, from a package of the workspace or another', () => {
    assert.deepEqual([...withUsers(packages, ['sdk'])], ['sdk', 'service']);
    assert.deepEqual([...withUsers(packages, ['zip'])], ['codec', 'sdk', 'service']);
  });

  it('ends where packages use each other', () => {
    assert.deepEqual([...withUsers(packages, ['ring'])], ['other', 'ring']);
  });

  it('finds nothing for what nobody uses', () => {
    assert.deepEqual([...withUsers(packages, ['nothing'])], []);
  });
});
