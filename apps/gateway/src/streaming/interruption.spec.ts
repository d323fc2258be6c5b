import { Interruption } from './interruption.js';

describe('Interruption', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  let controller: AbortController;
  let interruption: Interruption;

  beforeEach(() => {
    controller = new AbortController();
    interruption = new Interruption(controller.signal);
  });

  it('settles as the work does', async () => {
    await expect(interruption.orAbort(Promise.resolve(1))).resolves.toBe(1);
    await expect(interruption.orAbort(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('breaks a wait off, and each later one', async () => {
    const wait = interruption.orAbort(never());
    controller.abort(new Error('stop'));
    await expect(wait).rejects.toThrow('stop');
    await expect(interruption.orAbort(never())).rejects.toThrow('stop');
  });

  it('looks at the signal no more when it is disposed of', async () => {
    let isSettled = false;
    void interruption.orAbort(never()).catch(() => (isSettled = true));
    interruption.dispose();
    controller.abort(new Error('stop'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSettled).toBe(false);
  });
});
