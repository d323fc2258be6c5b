import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createTestCertificate, type NatsAccounts, type TestCertificate } from '@bodybroker/test-servers';

const ROOT = resolve(__dirname, '../..');

/** How to reach a stack's NATS server, and as whom. */
export interface NatsAccess {
  readonly url: string;
  readonly caFile: string;
  /** Folder of `<user>.nk`, a seed each. */
  readonly seedsDir: string;
}

/** Users a spec may be: `operator` as people have it; `hand`, a service of the specs' own. */
export type SpecUser = 'operator' | 'hand';

/** Keys of a stack's users and a certificate of its server. */
export interface Security {
  readonly certificate: TestCertificate;
  readonly accounts: NatsAccounts;
  readonly seedsDir: string;
  readonly remove: () => Promise<void>;
}

/** A service by hand: answers wherever a spec asks, and is the only user that deploy/nats does not have. */
const HAND = {
  name: 'hand',
  account: 'GAME',
  inboxPrefix: '_INBOX_hand',
  publish: [],
  subscribe: ['_INBOX_hand.>', 'svc.>'],
  allowResponses: { maxMessages: 16, expiresMs: 60_000 },
} as const;

/** Makes everything new in a folder of its own: the users of deploy/nats, with keys that nobody else has. */
export async function createSecurity(): Promise<Security> {
  const dir = await mkdtemp(join(tmpdir(), 'e2e-nats-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    const usersFile = join(dir, 'users.json');
    const seedsDir = join(dir, 'keys');
    const users = JSON.parse(await readFile(resolve(ROOT, 'deploy/nats/users.json'), 'utf8')) as object[];
    await writeFile(usersFile, JSON.stringify([...users, HAND]));
    const tool = resolve(ROOT, 'tools/nats-accounts/make-keys.mjs');
    await promisify(execFile)(process.execPath, [tool, '--out', seedsDir, '--users', usersFile, '--with-accounts']);
    const [accountsConf, nkeysConf] = await Promise.all([
      readFile(join(seedsDir, 'accounts.conf'), 'utf8'),
      readFile(join(seedsDir, 'nkeys.conf'), 'utf8'),
    ]);
    return { certificate: await createTestCertificate(dir), accounts: { accountsConf, nkeysConf }, seedsDir, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What a process is told, so that it connects as a user. */
export function natsEnvironment({ url, caFile, seedsDir }: NatsAccess, user: string): Readonly<Record<string, string>> {
  return { BB_NATS_URL: url, BB_NATS_TLS_CA: caFile, BB_NATS_NKEY_SEED_FILE: join(seedsDir, `${user}.nk`) };
}
