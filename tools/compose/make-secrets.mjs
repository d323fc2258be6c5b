import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  chmodSync,
  readdirSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { makeKeys, writeKeys } from '../nats-accounts/keys.mjs';

// node tools/compose/make-secrets.mjs [--out DIR]
// Makes every secret that deploy/compose/compose.yaml names, once: what is there already is kept.

const { values } = parseArgs({
  options: { out: { type: 'string', default: join(workspaceRoot, 'deploy/compose/secrets') } },
});
const dir = resolve(values.out);

const SECRET_BYTES = 32;
/** Processes in containers run as other users, so the files are readable; the folder is not, for anybody else on this machine. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o444;

const secret = () => randomBytes(SECRET_BYTES).toString('base64url');
const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');

/**
 * The users of Redis, in the language of its aclfile, with hashes for passwords.
 * @param {{ service: string, exporter: string }} passwords
 */
const redisUsers = ({ service, exporter }) =>
  [
    'user default off',
    `user bodybroker on #${sha256(service)} ~bb:* &* +@all -@admin -@dangerous +info`,
    `user exporter on #${sha256(exporter)} ~* +ping +info +config|get +client|setname +slowlog|len +slowlog|get +latency|latest +latency|histogram`,
    // Can ask whether it answers, and nothing else: the health check's password is in the compose file.
    `user health on #${sha256('health')} +ping`,
    '',
  ].join('\n');

/** @param {string} name @param {() => string} make @returns {string} what is in it */
function keepOrMake(name, make) {
  const file = join(dir, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: FILE_MODE });
  return readFileSync(file, 'utf8');
}

mkdirSync(dir, { recursive: true, mode: FOLDER_MODE });
chmodSync(dir, FOLDER_MODE);
for (const name of ['auth_service_secret', 'auth_seal_secret', 'auth_admin_password', 'grafana_admin_password']) {
  keepOrMake(name, secret);
}
for (const name of ['payment_webhook_secret', 'payment_receipt_secret']) keepOrMake(name, secret);
const service = keepOrMake('redis_password', secret);
const exporterPasswords = keepOrMake('redis_exporter_passwords', () =>
  JSON.stringify({ 'redis://exporter@redis:6379': secret() }),
);
const exporter = JSON.parse(exporterPasswords)['redis://exporter@redis:6379'];
keepOrMake('redis_users', () => redisUsers({ service, exporter }));

const natsDir = join(dir, 'nats');
if (!existsSync(natsDir)) {
  /** @type {readonly { name: string }[]} */
  const users = JSON.parse(readFileSync(join(workspaceRoot, 'deploy/nats/users.json'), 'utf8'));
  // Into place in one step: half of the keys would look like all of them the next time.
  const half = `${natsDir}.new`;
  rmSync(half, { recursive: true, force: true });
  writeKeys(half, makeKeys(users.map(({ name }) => name)));
  for (const name of readdirSync(half)) chmodSync(join(half, name), FILE_MODE);
  chmodSync(half, 0o755);
  renameSync(half, natsDir);
}
console.log(`secrets are in ${dir}`);
