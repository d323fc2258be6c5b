import { readPage } from '@bodybroker/domain';
import type { AuthDeps, AuthHandler } from '../deps.js';
import { liveSessions } from '../domain/session-book.js';

export function listSessions({ accounts, sessions, clock }: AuthDeps): AuthHandler<'listSessions'> {
  return async (request, context) => {
    const page = readPage(request, [request.accountId]);
    await accounts.require(request.accountId);
    const live = liveSessions(await sessions.book(request.accountId), clock.now()).toReversed();
    const from = live.findIndex(({ sessionId }) => sessionId === page.after) + 1;
    const shown = live.slice(from, from + page.size);
    const last = from + page.size < live.length ? shown.at(-1) : undefined;
    return {
      sessions: shown.map(({ sessionId, device, createdMs, refreshedMs, expiresMs }) => ({
        sessionId,
        deviceId: device.id,
        deviceName: device.name,
        platform: device.platform,
        createdMs: BigInt(createdMs),
        refreshedMs: BigInt(refreshedMs),
        expiresMs: BigInt(expiresMs),
        current: sessionId === context.sessionId,
      })),
      nextPageToken: last === undefined ? '' : page.next(last.sessionId),
    };
  };
}
