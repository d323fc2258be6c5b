import { AuthService, contract, type IAuthService } from '@bodybroker/contracts-auth';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { AccessTokens } from './crypto/access-tokens.js';
import { newId } from './crypto/new-id.js';
import { createPasswordHasher } from './crypto/password-hasher.js';
import { createSeal } from './crypto/seal.js';
import type { AuthDeps } from './deps.js';
import { commonPasswords, parsePasswordWords } from './domain/common-passwords.js';
import { banAccount } from './handlers/ban-account.js';
import { changePassword } from './handlers/change-password.js';
import { deleteAccount } from './handlers/delete-account.js';
import { getAccount } from './handlers/get-account.js';
import { getJwks } from './handlers/get-jwks.js';
import { issueServiceToken } from './handlers/issue-service-token.js';
import { linkDevice } from './handlers/link-device.js';
import { listSessions } from './handlers/list-sessions.js';
import { login } from './handlers/login.js';
import { loginDevice } from './handlers/login-device.js';
import { logout } from './handlers/logout.js';
import { logoutAll } from './handlers/logout-all.js';
import { refreshSession } from './handlers/refresh-session.js';
import { register } from './handlers/register.js';
import { revokeSession } from './handlers/revoke-session.js';
import { setRoles } from './handlers/set-roles.js';
import { unbanAccount } from './handlers/unban-account.js';
import { updateAccount } from './handlers/update-account.js';
import { validateToken } from './handlers/validate-token.js';
import { Revocations, REVOCATIONS_BUCKET } from './publishers/revocations.js';
import { Accounts } from './storage/accounts.js';
import { LoginAttempts } from './storage/login-attempts.js';
import { NameRegistry } from './storage/name-registry.js';
import { Sessions } from './storage/sessions.js';
import { SigningKeys } from './storage/signing-keys.js';
import { onSessionRevoked } from './subscribers/on-session-revoked.js';
import { bootstrapAdmin } from './workers/bootstrap-admin.js';
import { rotateKeys } from './workers/rotate-keys.js';

/** Accounts, sessions and tokens. */
export const service = defineService({
  name: 'auth',
  contract,
  config,
  build: async ({ config: settings, connection, content, store, clock, random }) => {
    const seal = createSeal(settings.authSealSecret || settings.serviceSecret, 'signing keys');
    const keys = new SigningKeys({ store, seal, clock, random });
    const deps: AuthDeps = {
      accounts: new Accounts(store, random),
      usernames: new NameRegistry(store, 'username', clock),
      devices: new NameRegistry(store, 'device', clock),
      sessions: new Sessions({ store, clock, random, refreshTtlMs: settings.authRefreshTtlMs }),
      attempts: new LoginAttempts(store, clock, random),
      passwords: await createPasswordHasher(newId('decoy', clock.now())),
      commonPasswords: commonPasswords(parsePasswordWords(content.json('common-passwords.json'))),
      tokens: new AccessTokens(keys, seal, settings.authAccessTtlMs),
      keys,
      revocations: new Revocations(connection.keyValue(REVOCATIONS_BUCKET), clock),
      serviceSecret: settings.serviceSecret,
      clock,
    };
    const { bootstrapAdminUser: username, bootstrapAdminPassword: password } = settings;
    const firstAdmin = username === '' ? [] : [bootstrapAdmin(deps, { username, password })];
    return {
      implementations: [
        implement<IAuthService>(AuthService, {
          register: register(deps),
          login: login(deps),
          loginDevice: loginDevice(deps),
          refreshSession: refreshSession(deps),
          logout: logout(deps),
          logoutAll: logoutAll(deps),
          validateToken: validateToken(deps),
          getJwks: getJwks(deps),
          getAccount: getAccount(deps),
          updateAccount: updateAccount(deps),
          changePassword: changePassword(deps),
          linkDevice: linkDevice(deps),
          deleteAccount: deleteAccount(deps),
          listSessions: listSessions(deps),
          revokeSession: revokeSession(deps),
          issueServiceToken: issueServiceToken(deps),
          banAccount: banAccount(deps),
          unbanAccount: unbanAccount(deps),
          setRoles: setRoles(deps),
        }),
      ],
      subscribers: [onSessionRevoked(deps.revocations)],
      workers: [rotateKeys(keys), ...firstAdmin],
      healthChecks: firstAdmin,
    };
  },
});
