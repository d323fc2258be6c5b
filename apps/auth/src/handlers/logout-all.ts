import type { AuthDeps, AuthHandler } from '../deps.js';
import { callingAccount } from '../mapping/caller.js';
import { endSessions } from './end-sessions.js';

export function logoutAll(deps: AuthDeps): AuthHandler<'logoutAll'> {
  return async (_request, context) => {
    const accountId = callingAccount(context);
    const ended = await endSessions(deps, accountId, () => true, 'LOGOUT');
    await deps.revocations.account(accountId);
    return ended;
  };
}
