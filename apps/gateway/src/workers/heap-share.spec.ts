import { heapShare } from './heap-share.js';

const MEBIBYTE = 1024 * 1024;

describe('heapShare', () => {
  const small = { count: 4, memoryBytes: 2048 * MEBIBYTE, limitBytes: 1024 * MEBIBYTE, givenFlags: [] };

  it('divides three quarters of the memory', () => {
    expect(heapShare(small)).toEqual(['--max-old-space-size=384']);
  });

  it('leaves heaps alone that fit', () => {
    expect(heapShare({ ...small, memoryBytes: 65_536 * MEBIBYTE })).toEqual([]);
  });

  it.each(['--max-old-space-size=300', '--max_old_space_size=300', '--max-old-space-size-percentage=20'])(
    'leaves %s as it was given',
    (flag) => {
      expect(heapShare({ ...small, givenFlags: ['--max-semi-space-size=16', flag] })).toEqual([]);
    },
  );
});
