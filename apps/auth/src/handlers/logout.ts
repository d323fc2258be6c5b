import { invalidArgument } from '@bodybroker/domain';
import type { AuthDeps, AuthHandler } from '../deps.js';
import { callingAccount } from '../mapping/caller.js';
import { endSession } from './end-sessions.js';

export function logout(deps: AuthDeps): AuthHandler<'logout'> {
  return async (request, context) => {
    const sessionId = request.sessionId ?? context.sessionId;
    if (sessionId === undefined) throw invalidArgument('session_id', 'is required of a caller without a session');
    return endSession(deps, {
      accountId: callingAccount(context),
      sessionId,
      callersSessionId: context.sessionId,
    });
  };
}
