import type { AuthDeps } from '../deps.js';
import type { Account } from '../domain/account.js';
import { badCredentials } from '../domain/refusals.js';

/**
 * Makes sure that who asks knows the account's password, or of an account without one the secret of a linked device. Wrong ones
 * count like failed logins. @throws DomainError UNAUTHENTICATED BAD_CREDENTIALS, RESOURCE_EXHAUSTED LOCKED_OUT
 */
export async function verifyOwner(
  { attempts, passwords }: AuthDeps,
  account: Account,
  secret: string,
  address: string | undefined,
): Promise<void> {
  const attempt = { name: account.username === '' ? account.accountId : account.username, address };
  await attempts.assertAllowed(attempt);
  const hashes =
    account.passwordHash === undefined ? account.devices.map((device) => device.secretHash) : [account.passwordHash];
  for (const hash of hashes) {
    if (await passwords.verify(hash, secret)) return attempts.succeeded(attempt);
  }
  await attempts.failed(attempt);
  throw badCredentials();
}
