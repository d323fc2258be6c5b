import { MemoryStore } from '@bodybroker/storage';
import { ManualClock } from '@bodybroker/testing';
import { Sessions } from './sessions.js';

it('begins sessions of one account on many devices at once, none of which loses to another', async () => {
  const clock = new ManualClock();
  const store = new MemoryStore('auth', { clock });
  // Drawn before each retry.
  const random = jest.fn(() => 0.5);
  const sessions = new Sessions({ store, clock, refreshTtlMs: 60_000, random });
  const device = { id: '', name: '', platform: '' };
  const begun = await Promise.all(Array.from({ length: 20 }, () => sessions.begin('acc_1', device)));
  expect(new Set(begun.map(({ session }) => session.sessionId)).size).toBe(20);
  expect(random).not.toHaveBeenCalled();
});
