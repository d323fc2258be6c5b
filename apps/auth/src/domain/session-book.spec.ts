import fc from 'fast-check';
import {
  beginSession,
  endSessions,
  findSession,
  liveSessions,
  MAX_SESSIONS,
  NO_SESSIONS,
  refreshSession,
  type Session,
} from './session-book.js';

const session = (sessionId: string, createdMs = 0, expiresMs = 1_000_000): Session => ({
  sessionId,
  device: { id: '', name: '', platform: '' },
  createdMs,
  refreshedMs: createdMs,
  expiresMs,
  generation: 1,
});
const many = (count: number) =>
  Array.from({ length: count }).reduce<{ book: typeof NO_SESSIONS }>(
    ({ book }, _item, at) => beginSession(book, session(`s${at}`), 0),
    { book: NO_SESSIONS },
  ).book;

describe('session book', () => {
  it('makes room for the eleventh session by ending the oldest', () => {
    const { book, ended } = beginSession(many(MAX_SESSIONS), session('new'), 0);
    expect(ended.map(({ sessionId }) => sessionId)).toEqual(['s0']);
    expect(book.sessions).toHaveLength(MAX_SESSIONS);
    expect(book.sessions.at(-1)?.sessionId).toBe('new');
  });

  it('does not count or end sessions that have expired', () => {
    const full = { sessions: [session('old', 0, 50), ...many(MAX_SESSIONS - 1).sessions] };
    expect(beginSession(full, session('new'), 50).ended).toEqual([]);
    expect(findSession(full, 'old', 49)).toBeDefined();
    expect(findSession(full, 'old', 50)).toBeUndefined();
  });

  it('moves only the refreshed session on', () => {
    const book = refreshSession(many(2), 's1', 500, 2_000_000);
    expect(findSession(book, 's1', 500)).toMatchObject({ refreshedMs: 500, expiresMs: 2_000_500, generation: 2 });
    expect(findSession(book, 's0', 500)).toEqual(session('s0'));
  });

  it('splits into those that go on and those that end, losing none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 10 }), fc.func(fc.boolean()), (ids, ends) => {
        const before = { sessions: ids.map((id) => session(id)) };
        const { book, ended } = endSessions(before, ({ sessionId }) => ends(sessionId));
        expect([...book.sessions, ...ended].map(({ sessionId }) => sessionId).sort()).toEqual([...ids].sort());
        expect(liveSessions(book, 0).some(({ sessionId }) => ends(sessionId))).toBe(false);
      }),
    );
  });
});
