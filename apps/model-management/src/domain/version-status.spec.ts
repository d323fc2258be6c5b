import { VERSION_STATUSES, VERSION_TRANSITIONS, assertTransition } from './version-status.js';

describe('the life of a version', () => {
  it.each(VERSION_STATUSES)('goes from %s where its table says, and nowhere else', (from) => {
    for (const to of VERSION_STATUSES) {
      const move = (): void => assertTransition(from, to);
      if (VERSION_TRANSITIONS[from].includes(to)) expect(move).not.toThrow();
      else expect(move).toThrow(expect.objectContaining({ reason: 'ILLEGAL_TRANSITION', details: { from, to } }));
    }
  });
});
