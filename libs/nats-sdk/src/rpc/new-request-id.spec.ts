import { decodeTime } from 'ulid';
import { newRequestId } from './new-request-id.js';

describe('newRequestId', () => {
  it('makes ULIDs of now, each of its own', () => {
    const before = Date.now();
    const ids = Array.from({ length: 2000 }, newRequestId);
    expect(new Set(ids).size).toBe(2000);
    expect(ids.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id))).toBe(true);
    expect(decodeTime(ids[0] ?? '')).toBeGreaterThanOrEqual(before);
  });

  it('uses every letter in every place', () => {
    const ids = Array.from({ length: 3000 }, newRequestId);
    for (let place = 10; place < 26; place += 1) expect(new Set(ids.map((id) => id[place])).size).toBe(32);
  });
});
