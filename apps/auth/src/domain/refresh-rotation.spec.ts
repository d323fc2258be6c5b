import { judgePresentation, REUSE_GRACE_MS, type RefreshRecord } from './refresh-rotation.js';

const fresh: RefreshRecord = { sessionId: 's', generation: 1, use: undefined };
const used: RefreshRecord = { ...fresh, use: { usedMs: 1000, salt: 'x', jti: 'j' } };

describe('judgePresentation', () => {
  it.each<[string, RefreshRecord, 'live' | 'over', number, string]>([
    ['a fresh token rotates', fresh, 'live', 0, 'rotate'],
    ['a fresh token of an ended session is over', fresh, 'over', 0, 'over'],
    ['a token used a moment ago repeats', used, 'live', 1000 + REUSE_GRACE_MS, 'repeat'],
    ['a token used before that is reused', used, 'live', 1001 + REUSE_GRACE_MS, 'reused'],
    ['a reuse shows after the session has ended, too', used, 'over', 1001 + REUSE_GRACE_MS, 'reused'],
    ['a repeat after the session has ended is over', used, 'over', 1000, 'over'],
  ])('%s', (_name, record, state, nowMs, kind) => {
    expect(judgePresentation(record, state, nowMs).kind).toBe(kind);
  });
});
