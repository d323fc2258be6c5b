import fc from 'fast-check';
import { admitFilter, admits, narrowestSubject, type AskedFilter } from './event-filter.js';
import { patternTakes } from './subject-pattern.js';

const SERVICE = { kind: 'service', id: 'quest-system' } as const;
const PLAYER = { kind: 'player', id: 'p1' } as const;
const ask = (asked: Partial<AskedFilter> = {}): AskedFilter => ({
  pattern: '',
  playerId: undefined,
  types: [],
  ...asked,
});
const refused = (reason: string): Error => expect.objectContaining({ reason }) as Error;

describe('a filter', () => {
  it.each([
    [{}, 'game.>', 'GAME_EVENTS'],
    [{ types: ['narr.scene.entered'] }, 'narr.>', 'NARRATIVE_EVENTS'],
    [{ pattern: 'sys.auth.*.*' }, 'sys.auth.*.*', 'SYSTEM_EVENTS'],
  ])('of %j reads %s', (asked, pattern, stream) => {
    expect(admitFilter(SERVICE, ask(asked))).toMatchObject({ pattern, stream });
  });

  it('without a pattern reads all of the stream asked for', () => {
    expect(admitFilter(SERVICE, ask(), 'narr')).toMatchObject({ pattern: 'narr.>', stream: 'NARRATIVE_EVENTS' });
  });

  it.each(['>', '*.time.>', 'orch.work.step', 'dlq.>', 'ledger.>', '$KV.contracts.>', '_INBOX.>'])(
    'does not reach %s',
    (pattern) => {
      expect(() => admitFilter(SERVICE, ask({ pattern }))).toThrow(refused('SUBJECT_NOT_ALLOWED'));
    },
  );

  it.each(['game..x', 'game.a>', 'game.>.x', 'game. x', '.game', 'game.*x'])('is not spelt %j', (pattern) => {
    expect(() => admitFilter(SERVICE, ask({ pattern }))).toThrow(refused('BAD_SUBJECT_PATTERN'));
  });

  it('stays in one stream', () => {
    expect(() => admitFilter(SERVICE, ask({ types: ['game.a.b', 'sys.a.b'] }))).toThrow(refused('MIXED_STREAMS'));
    expect(() => admitFilter(SERVICE, ask({ pattern: 'sys.>' }), 'game')).toThrow(refused('MIXED_STREAMS'));
  });

  it.each([
    { pattern: 'game.a.b.p2' },
    { playerId: 'p2' },
    { playerId: '_' },
    { pattern: 'game.a.b.p1', playerId: 'p2' },
  ])('of a player does not name others: %j', (asked) => {
    expect(() => admitFilter(PLAYER, ask(asked))).toThrow(refused('NOT_YOUR_PLAYER'));
  });

  it.each([
    {},
    { pattern: 'game.a.b.p1' },
    { pattern: 'game.a.b._' },
    { pattern: 'narr.>' },
    { pattern: 'game.*.*.*' },
  ])('of a player shows nobody else’s events: %j', (asked) => {
    const filter = admitFilter(PLAYER, ask(asked));
    expect(admits(filter, `${filter.pattern.split('.')[0] ?? ''}.a.b.p2`)).toBe(false);
  });

  it('admits what its pattern, player and types have in common', () => {
    const filter = admitFilter(
      SERVICE,
      ask({ pattern: 'game.a.*.*', playerId: 'p1', types: ['game.a.b', 'game.c.d'] }),
    );
    const subjects = ['game.a.b.p1', 'game.a.b.p2', 'game.a.x.p1', 'game.c.d.p1'];
    expect(subjects.filter((subject) => admits(filter, subject))).toEqual(['game.a.b.p1']);
  });

  it('never has the server keep out what it admits', () => {
    const token = fc.constantFrom('a', 'b', 'p1', 'p2', '_');
    const subjects = fc.array(token, { minLength: 2, maxLength: 4 }).map((tokens) => ['game', ...tokens].join('.'));
    const patterns = fc
      .tuple(fc.array(fc.oneof(token, fc.constant('*')), { maxLength: 4 }), fc.boolean())
      .map(([tokens, open]) => ['game', ...tokens, ...(open || tokens.length === 0 ? ['>'] : [])].join('.'));
    const asked = fc.record({
      pattern: patterns,
      playerId: fc.option(fc.constantFrom('p1', 'p2'), { nil: undefined }),
      types: fc.array(fc.constantFrom('game.a.b', 'game.a', 'game.a.b.a'), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(asked, subjects, (wanted, subject) => {
        const filter = admitFilter(SERVICE, wanted);
        expect(admits(filter, subject) && !patternTakes(narrowestSubject(filter), subject)).toBe(false);
      }),
    );
  });
});
