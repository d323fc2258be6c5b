import { systemSleep } from './sleep.js';

describe('a sleep', () => {
  it('ends after its time', async () => {
    await expect(systemSleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('ends early when it is aborted, before or meanwhile', async () => {
    await systemSleep(60_000, AbortSignal.abort());
    const stop = new AbortController();
    const sleeping = systemSleep(60_000, stop.signal);
    stop.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });
});
