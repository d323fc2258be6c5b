import { eventually } from './index.js';

describe('eventually', () => {
  it('looks again until it holds, and answers what it found', async () => {
    let looks = 0;
    const found = await eventually(() => {
      looks += 1;
      if (looks < 3) throw new Error('not yet');
      return looks;
    });
    expect(found).toBe(3);
  });

  it('fails as it failed last', async () => {
    let looks = 0;
    const look = (): Promise<never> => Promise.reject(new Error(`look ${(looks += 1)}`));
    await expect(eventually(look, { timeoutMs: 50 })).rejects.toThrow(/^look [2-9]/u);
  });
});
