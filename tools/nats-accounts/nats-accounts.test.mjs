import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { fromSeed } from 'nkeys.js';
import { openWorkspace } from '../workspace-plugin/conformance/workspace.mjs';
import { buildUsers } from './build-users.mjs';
import { CALLS_BY_DESCRIPTOR } from './by-descriptor.mjs';
import { covers } from './grants/grant.mjs';
import { keyVariable } from './key-names.mjs';
import { nameOf } from './matrix/attempt.mjs';
import { listAttempts } from './matrix/list-attempts.mjs';
import { permits } from './matrix/permits.mjs';
import { readTopology } from './read-topology.mjs';
import { renderAccounts } from './render-accounts.mjs';

const workspace = await openWorkspace();
const topology = readTopology(workspace.root);
const users = buildUsers(workspace, topology);
const { users: known, attempts } = listAttempts(workspace, topology);

/** @param {readonly import('./build-users.mjs').User[]} all */
function wrong(all) {
  return all.flatMap((user) =>
    attempts
      .filter((attempt) => permits(user, attempt) !== attempt.allowed.has(user.name))
      .map((attempt) => `${user.name} ${nameOf(attempt)}`),
  );
}

/**
 * The users with one of them changed.
 * @param {string} name
 * @param {(user: import('./build-users.mjs').User) => Partial<import('./build-users.mjs').User>} change
 */
const changed = (name, change) => users.map((user) => (user.name === name ? { ...user, ...change(user) } : user));

describe('the users of NATS', () => {
  it('are committed as contracts, topology and sources say', () => {
    assert.deepEqual(JSON.parse(workspace.read('deploy/nats/users.json')), users);
    assert.equal(workspace.read('deploy/nats/accounts.conf'), renderAccounts(users));
  });

  it('may do what the matrix allows and nothing else', () => {
    assert.deepEqual(users.map(({ name }) => name).sort(), [...known].sort());
    assert.deepEqual(wrong(users), []);
  });

  it('have subjects of their own that the matrix knows', () => {
    const unused = users.flatMap(({ name, publish, subscribe }) => [
      ...publish
        .filter(
          (allowed) => !attempts.some(({ operation, subject }) => operation === 'publish' && covers(allowed, subject)),
        )
        .map((allowed) => `${name} publish ${allowed}`),
      ...subscribe
        .map((allowed) => allowed.split(' ')[0] ?? '')
        .filter(
          (allowed) =>
            !attempts.some(({ operation, subject }) => operation === 'subscribe' && covers(allowed, subject)),
        )
        .map((allowed) => `${name} subscribe ${allowed}`),
    ]);
    assert.deepEqual(unused, []);
  });

  it('are found out with one permission too many or too few', () => {
    const more = changed('settings', ({ publish }) => ({ publish: [...publish, 'svc.payment.v1.>'] }));
    assert.ok(wrong(more).every((each) => each.startsWith('settings publish svc.payment.v1.')));
    assert.ok(wrong(more).length > 0);
    const less = changed('auth', ({ publish }) => ({
      publish: publish.filter((subject) => !subject.startsWith('$KV.')),
    }));
    assert.ok(wrong(less).includes('auth publish $KV.contracts.auth'));
    const listening = changed('router', ({ subscribe }) => ({ subscribe: [...subscribe, 'svc.>'] }));
    assert.ok(wrong(listening).includes('router subscribe svc.auth.v1.login'));
    const reading = changed('gateway', ({ subscribe }) => ({ subscribe: [...subscribe, '_INBOX_auth.>'] }));
    assert.deepEqual(wrong(reading), ['gateway subscribe _INBOX_auth.>', 'gateway subscribe _INBOX_auth.abc.*']);
  });

  it('name only services and users that exist', () => {
    const named = [...topology.streams, ...topology.buckets].flatMap((each) => [
      ...(each.readers ?? []),
      ...(each.writers ?? []),
      ...('keepers' in each ? (each.keepers ?? []) : []),
      ...('observers' in each ? (each.observers ?? []) : []),
    ]);
    const names = new Set([...users.map(({ name }) => name), '<service>']);
    assert.deepEqual(
      [...named, ...CALLS_BY_DESCRIPTOR.keys()].filter((name) => !names.has(name)),
      [],
    );
  });
});

describe('make-keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'make-keys-'));
  after(() => rmSync(folder, { recursive: true }));
  const make = (/** @type {readonly string[]} */ ...args) =>
    execFileSync(process.execPath, [resolve(import.meta.dirname, 'make-keys.mjs'), ...args], { stdio: 'pipe' });

  it('writes a seed for each user that only its owner reads, and the public keys', () => {
    make('--out', join(folder, 'all'), '--with-accounts');
    const lines = readFileSync(join(folder, 'all/nkeys.conf'), 'utf8').trim().split('\n');
    assert.equal(lines.length, users.length);
    for (const { name } of users) {
      const file = join(folder, 'all', `${name}.nk`);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const publicKey = fromSeed(readFileSync(file)).getPublicKey();
      assert.ok(lines.includes(`${keyVariable(name)}: ${publicKey}`));
    }
    assert.equal(readFileSync(join(folder, 'all/accounts.conf'), 'utf8'), renderAccounts(users));
  });

  it('replaces no key', () => {
    const out = join(folder, 'one');
    make('--out', out, '--only', 'auth');
    const before = readFileSync(join(out, 'auth.nk'), 'utf8');
    assert.throws(() => make('--out', out, '--only', 'auth'), /EEXIST/);
    assert.equal(readFileSync(join(out, 'auth.nk'), 'utf8'), before);
  });

  it('knows its users', () => {
    const file = join(folder, 'users.json');
    writeFileSync(file, JSON.stringify([]));
    assert.throws(() => make('--out', join(folder, 'none'), '--users', file, '--only', 'auth'), /no such user: auth/);
  });
});
