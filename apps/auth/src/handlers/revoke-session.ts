import type { AuthDeps, AuthHandler } from '../deps.js';
import { endSession } from './end-sessions.js';

export function revokeSession(deps: AuthDeps): AuthHandler<'revokeSession'> {
  return ({ accountId, sessionId }, context) =>
    endSession(deps, { accountId, sessionId, callersSessionId: context.sessionId });
}
