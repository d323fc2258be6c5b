// node tools/nats-accounts/make-keys.mjs --out DIR [--users FILE] [--only NAME,…] [--with-accounts]
//
// Makes an nkey for each user: seeds in DIR/<user>.nk (mode 0600), public keys in DIR/nkeys.conf. Replaces nothing.
//   --users          a file as deploy/nats/users.json, which is the default
//   --only           makes them for these users only
//   --with-accounts  writes DIR/accounts.conf for these users too
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeKeys, writeKeys } from './keys.mjs';
import { renderAccounts } from './render-accounts.mjs';

const USAGE =
  'usage: node tools/nats-accounts/make-keys.mjs --out DIR [--users FILE] [--only NAME,…] [--with-accounts]';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    users: { type: 'string', default: resolve(import.meta.dirname, '../../deploy/nats/users.json') },
    only: { type: 'string' },
    'with-accounts': { type: 'boolean', default: false },
  },
});
if (values.out === undefined) fail(USAGE);
/** @type {readonly import('./build-users.mjs').User[]} */
const users = JSON.parse(readFileSync(values.users, 'utf8'));
const known = users.map(({ name }) => name);
const names = values.only?.split(',') ?? known;
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) fail(`no such user: ${unknown.join(', ')}`);
try {
  writeKeys(values.out, makeKeys(names));
  if (values['with-accounts']) writeFileSync(join(values.out, 'accounts.conf'), renderAccounts(users), { flag: 'wx' });
  console.log(`${names.length} seeds and nkeys.conf are in ${values.out}`);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}
