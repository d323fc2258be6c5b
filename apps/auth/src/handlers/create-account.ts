import { newId } from '../crypto/new-id.js';
import type { AuthDeps } from '../deps.js';
import { checkEmail, type Role } from '../domain/account.js';
import { checkPassword } from '../domain/password-policy.js';
import { usernameTaken } from '../domain/refusals.js';
import { foldUsername } from '../domain/username.js';
import type { StoredAccount } from '../storage/accounts.js';

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** Makes an account. @throws DomainError INVALID_ARGUMENT WEAK_PASSWORD, ALREADY_EXISTS USERNAME_TAKEN */
export async function createAccount(deps: AuthDeps, request: NewAccount): Promise<StoredAccount> {
  const { accounts, usernames, passwords, commonPasswords, clock } = deps;
  const username = foldUsername(request.username);
  const email = checkEmail(request.email);
  checkPassword(request.password, username, commonPasswords);
  const passwordHash = await passwords.hash(request.password);
  const createdMs = clock.now();
  const accountId = newId('acc', createdMs);
  const exists = async (holder: string): Promise<boolean> => (await accounts.get(holder)) !== undefined;
  if (!(await usernames.take(username, accountId, exists))) throw usernameTaken(username);
  return accounts.create({
    accountId,
    username,
    passwordHash,
    email,
    displayName: request.username,
    roles: request.roles,
    ban: undefined,
    devices: [],
    createdMs,
  });
}
