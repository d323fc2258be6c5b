import {
  EMPTY_RING,
  KEY_AFTERLIFE_MS,
  KEY_LIFE_MS,
  knownKeys,
  needsNewKey,
  withNewKey,
  type RingKey,
} from './key-ring.js';

const key = (kid: string, createdMs: number): RingKey => ({
  kid,
  createdMs,
  supersededMs: undefined,
  publicKey: 'x',
  sealedPrivateKey: 'y',
});
const kids = (keys: readonly RingKey[]): readonly string[] => keys.map(({ kid }) => kid);

describe('key ring', () => {
  it('wants a key when it has none, and when the newest is 30 days old', () => {
    expect(needsNewKey(EMPTY_RING, 0)).toBe(true);
    const ring = withNewKey(EMPTY_RING, key('a', 0), 0);
    expect(needsNewKey(ring, KEY_LIFE_MS - 1)).toBe(false);
    expect(needsNewKey(ring, KEY_LIFE_MS)).toBe(true);
  });

  it('knows an old key for a day after a new one took over, however late that was', () => {
    const lateMs = 3 * KEY_LIFE_MS;
    const ring = withNewKey(withNewKey(EMPTY_RING, key('a', 0), 0), key('b', lateMs), lateMs);
    expect(kids(knownKeys(ring, lateMs + KEY_AFTERLIFE_MS - 1))).toEqual(['b', 'a']);
    expect(kids(knownKeys(ring, lateMs + KEY_AFTERLIFE_MS))).toEqual(['b']);
    const third = withNewKey(ring, key('c', 4 * KEY_LIFE_MS), 4 * KEY_LIFE_MS);
    expect(kids(third.keys)).toEqual(['c', 'b']);
  });
});
