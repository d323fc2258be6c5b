import { definition } from '../../test/domain-rig.js';
import { EMPTY_BOOK, lockOf, withAccepted, withCompleted, withFlags, withOffer, withOver } from './player-book.js';

const HOUR = 3_600_000;

describe('a book', () => {
  it('has room again when a quest is over', () => {
    let book = EMPTY_BOOK;
    for (let nth = 1; nth <= 25; nth += 1) book = withAccepted(book, `d${nth}`, `q${nth}`);
    expect(() => withAccepted(book, 'd26', 'q26')).toThrow('25');
    const free = withAccepted(withOver(book, 'q7'), 'd26', 'q26');
    expect(free.open).toHaveLength(25);
    expect(free.accepted).toBe(26);
  });

  it('knows definitions called like parts of every object', () => {
    const odd = definition({ id: 'constructor' });
    expect(lockOf(EMPTY_BOOK, odd, 0)).toBeUndefined();
    expect(lockOf(withAccepted(EMPTY_BOOK, 'constructor', 'q1'), odd, 0)?.reason).toBe('QUEST_ACTIVE');
  });

  it.each([
    ['ONCE', undefined, 1000 * HOUR, { reason: 'QUEST_DONE' }],
    ['COOLDOWN', 5 * HOUR, 34 * HOUR, { reason: 'QUEST_COOLDOWN', untilGms: 35 * HOUR }],
    ['COOLDOWN', 5 * HOUR, 35 * HOUR, undefined],
    ['DAILY', undefined, 47 * HOUR, { reason: 'QUEST_COOLDOWN', untilGms: 48 * HOUR }],
    ['DAILY', undefined, 48 * HOUR, undefined],
  ] as const)('locks %s with cooldown %s at %s', (repeat, cooldownGms, gms, lock) => {
    const book = withCompleted(EMPTY_BOOK, 'q', 30 * HOUR);
    expect(lockOf(book, definition({ repeat, cooldownGms }), gms)).toEqual(lock);
  });

  it('counts how often, and keeps names and offers once', () => {
    const book = withCompleted(withCompleted(EMPTY_BOOK, 'q', 1), 'q', 2);
    expect(book.done).toEqual([{ definitionId: 'q', times: 2, lastGms: 2 }]);
    expect(withFlags(withFlags(book, ['a', 'b']), ['b', 'c']).flags).toEqual(['a', 'b', 'c']);
    const offered = withOffer(book, 'q');
    expect(withOffer(offered, 'q')).toBe(offered);
    expect(lockOf(EMPTY_BOOK, definition({ isOfferOnly: true }), 0)?.reason).toBe('QUEST_NOT_OFFERED');
  });
});
