import { LONGEST_PAUSE_MS, lastReplayed, pauseBefore } from './replay.js';

describe('a replay', () => {
  it('ends where it is told, and never behind what there was when it began', () => {
    expect(lastReplayed(10, undefined)).toBe(10);
    expect(lastReplayed(10, 4)).toBe(4);
    expect(lastReplayed(10, 40)).toBe(10);
  });

  it('at original speed pauses as long as it once took, a minute at most', () => {
    expect(pauseBefore(5000, undefined)).toBe(0);
    expect(pauseBefore(5000, 4000)).toBe(1000);
    expect(pauseBefore(4000, 5000)).toBe(0);
    expect(pauseBefore(10 * LONGEST_PAUSE_MS, 0)).toBe(LONGEST_PAUSE_MS);
  });
});
