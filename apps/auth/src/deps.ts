import type { IAuthService } from '@bodybroker/contracts-auth';
import type { Clock } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { AccessTokens } from './crypto/access-tokens.js';
import type { PasswordHasher } from './crypto/password-hasher.js';
import type { Revocations } from './publishers/revocations.js';
import type { Accounts } from './storage/accounts.js';
import type { LoginAttempts } from './storage/login-attempts.js';
import type { NameRegistry } from './storage/name-registry.js';
import type { Sessions } from './storage/sessions.js';
import type { SigningKeys } from './storage/signing-keys.js';

/** What handlers work with. */
export interface AuthDeps {
  readonly accounts: Accounts;
  readonly usernames: NameRegistry;
  readonly devices: NameRegistry;
  readonly sessions: Sessions;
  readonly attempts: LoginAttempts;
  readonly passwords: PasswordHasher;
  readonly commonPasswords: ReadonlySet<string>;
  readonly tokens: AccessTokens;
  readonly keys: SigningKeys;
  readonly revocations: Revocations;
  /** What services prove themselves with. */
  readonly serviceSecret: string;
  readonly clock: Clock;
}

/** The handler of one method. */
export type AuthHandler<Method extends keyof IAuthService> = Handler<IAuthService, Method>;
