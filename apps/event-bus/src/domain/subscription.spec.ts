import fc from 'fast-check';
import { DELETED_AFTER_MS, PAUSED_AFTER_MS, durableOf, filterOfNotes, idleState, notesOf } from './subscription.js';

describe('a durable subscription', () => {
  it.each([
    [0, 'active'],
    [PAUSED_AFTER_MS - 1, 'active'],
    [PAUSED_AFTER_MS, 'paused'],
    [DELETED_AFTER_MS - 1, 'paused'],
    [DELETED_AFTER_MS, 'deleted'],
  ])('that nobody pulled from for %d ms is %s', (idleMs, state) => {
    expect(idleState(idleMs)).toBe(state);
  });

  it('has a durable that says whose it is', () => {
    expect(durableOf({ kind: 'service', id: 'quest-system' }, 'my-notes')).toBe('sub-quest_2dsystem-my-notes');
    expect(durableOf({ kind: 'admin', id: 'A1' }, 'notes.v2')).toBe('sub-admin_3aA1-notes_2ev2');
  });

  it('never shares its durable with another', () => {
    const kind = fc.constantFrom('service', 'admin');
    const id = fc.stringMatching(/^[a-z_-][a-z0-9_-]{0,4}$/);
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9_.-]{0,4}$/);
    const caller = fc.record({ kind, id }) as fc.Arbitrary<{ kind: 'service' | 'admin'; id: string }>;
    fc.assert(
      fc.property(caller, name, caller, name, (one, oneName, other, otherName) => {
        const durable = durableOf(one, oneName);
        expect(durable).toMatch(/^[A-Za-z0-9_-]+$/);
        const isSame = one.kind === other.kind && one.id === other.id && oneName === otherName;
        expect(durable === durableOf(other, otherName)).toBe(isSame);
      }),
    );
  });

  it('finds its filter again in its notes', () => {
    const caller = { kind: 'service', id: 'quest-system' } as const;
    for (const asked of [
      { pattern: 'game.>', playerId: undefined, types: [] },
      { pattern: 'game.a.>', playerId: 'p1', types: ['game.a.b', 'game.a.c'] },
    ]) {
      const found = filterOfNotes(notesOf(caller, 'notes', asked), 'GAME_EVENTS');
      expect(found).toEqual({ ...asked, stream: 'GAME_EVENTS', viewer: undefined });
    }
    expect(filterOfNotes({ owner: 'somebody' }, 'GAME_EVENTS')).toBeUndefined();
    expect(filterOfNotes(undefined, 'GAME_EVENTS')).toBeUndefined();
  });

  it('has no more types than the server keeps', () => {
    const types = Array.from({ length: 50 }, (_, index) => `game.${'x'.repeat(100)}.t${index}`);
    expect(() => notesOf({ kind: 'service', id: 's' }, 'n', { pattern: 'game.>', playerId: undefined, types })).toThrow(
      expect.objectContaining({ reason: 'FILTER_TOO_LARGE' }),
    );
  });
});
