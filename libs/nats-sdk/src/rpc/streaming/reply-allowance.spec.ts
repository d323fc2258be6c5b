import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { addressLimits, REPLY_ALLOWANCE, type ReplyAllowance } from './reply-allowance.js';
import { DEFAULT_STREAM_OPTIONS } from './stream-options.js';

const USERS_FILE = resolve(__dirname, '../../../../../deploy/nats/users.json');

describe('what may be answered to one address of a stream', () => {
  it('is what every user of the deployed servers has', () => {
    const users = JSON.parse(readFileSync(USERS_FILE, 'utf8')) as { readonly allowResponses: ReplyAllowance }[];
    expect(users.length).toBeGreaterThan(20);
    for (const { allowResponses } of users) expect(allowResponses).toEqual(REPLY_ALLOWANCE);
  });

  it('is enough for all that may come to an address: by default 180 frames and 10 s, and 20 s more for a standstill', () => {
    const { window, heartbeatMs, peerTimeoutMs } = DEFAULT_STREAM_OPTIONS;
    const { frames, ageMs } = addressLimits(DEFAULT_STREAM_OPTIONS);
    expect({ frames, ageMs }).toEqual({ frames: 180, ageMs: 10_000 });
    const heartbeats = (2 * peerTimeoutMs) / heartbeatMs;
    expect(frames + window + heartbeats).toBeLessThanOrEqual(REPLY_ALLOWANCE.maxMessages - 6);
    expect(ageMs + heartbeatMs + 2 * peerTimeoutMs).toBe(REPLY_ALLOWANCE.expiresMs - 20_000);
  });

  it.each([
    ['a window', { window: 310 }],
    ['too few messages', { allowance: { maxMessages: 140, expiresMs: 65_000 } }],
    ['too little time', { allowance: { maxMessages: 320, expiresMs: 35_000 } }],
    ['heartbeats that come too often', { heartbeatMs: 100 }],
  ])('is refused when it is not: %s', (_what, options) => {
    expect(() => addressLimits({ ...DEFAULT_STREAM_OPTIONS, ...options })).toThrow(RangeError);
  });
});
