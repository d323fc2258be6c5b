import { OUTCOMES } from './provider-outcome.js';

describe('what a provider says', () => {
  it('changes nothing that is final', () => {
    for (const [outcome, changes] of Object.entries(OUTCOMES)) {
      expect([outcome, changes.SUCCEEDED, changes.CANCELLED]).toEqual([outcome, undefined, undefined]);
    }
  });

  it('takes an authorised payment back only by cancelling it', () => {
    const ends = Object.entries(OUTCOMES).filter(([, changes]) => changes.REQUIRES_CAPTURE !== undefined);
    expect(ends.map(([outcome]) => outcome)).toEqual(['cancelled']);
  });
});
