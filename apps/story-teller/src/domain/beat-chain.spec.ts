import { nextInChain, readChain } from './beat-chain.js';
import { ownerOfRun, runIdOf } from './beat-run.js';
import { regionOf } from './region-of.js';
import { retell, wordPieces } from './retell.js';

describe('a chain of beats', () => {
  it('counts the beats in a correlation id and keeps where it began', () => {
    expect(readChain('01ABC')).toEqual({ origin: '01ABC', depth: 0 });
    expect(nextInChain('01ABC')).toBe('01ABC~beat:1');
    expect(readChain(nextInChain(nextInChain('01ABC')))).toEqual({ origin: '01ABC', depth: 2 });
    expect(readChain('01~beat:x')).toEqual({ origin: '01~beat:x', depth: 0 });
  });
});

describe('the id of a run', () => {
  it('tells whose it is, and in which world', () => {
    expect(ownerOfRun(runIdOf('ann_1', 'other.world', 12))).toEqual({ playerId: 'ann_1', worldId: 'other.world' });
    for (const id of ['', 'brn_ann', 'brn_ann.main.0', 'brn_ann.main.x', 'qst_ann.main.1', 'brn_.main.1'])
      expect(() => ownerOfRun(id)).toThrow(expect.objectContaining({ reason: 'BEAT_RUN_NOT_FOUND' }) as Error);
  });
});

describe('words', () => {
  it('are found again in their pieces', () => {
    for (const text of ['One two.\n\nThree ', ' x', '', 'a  b']) expect(wordPieces(text).join('')).toBe(text);
  });

  it('are few when that is wanted', () => {
    expect(retell(['It rains. It goes on.', 'No end'], 'TERSE')).toBe('It rains. No end');
    expect(retell(['a', 'b'], 'GOTHIC')).toBe('a\n\nb');
  });

  it('name the ward of a place', () => {
    expect([regionOf('ash-kilns'), regionOf('')]).toEqual(['ash-ward', '']);
  });
});
