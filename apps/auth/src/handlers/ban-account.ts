import type { AuthDeps, AuthHandler } from '../deps.js';
import { banned } from '../domain/account.js';
import { accountMessage } from '../mapping/account-message.js';
import { accountBanned } from '../publishers/account-events.js';
import { endSessions } from './end-sessions.js';

export function banAccount(deps: AuthDeps): AuthHandler<'banAccount'> {
  const { accounts, revocations, clock } = deps;
  return async ({ accountId, untilMs, reason }, { signal }) => {
    const sinceMs = clock.now();
    const ban = { reason, sinceMs, untilMs: untilMs === undefined ? undefined : Number(untilMs) };
    const account = await accounts.update(
      accountId,
      ({ value }, version) => ({ value: banned(value, ban), events: [accountBanned(accountId, ban, version)] }),
      { signal },
    );
    await endSessions(deps, accountId, () => true, 'BANNED');
    await revocations.account(accountId);
    return accountMessage(account, sinceMs);
  };
}
