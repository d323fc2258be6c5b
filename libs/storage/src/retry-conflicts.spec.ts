import { notFound, versionConflict } from '@bodybroker/domain';
import { ExpectationFailed, retryConflicts } from './retry-conflicts.js';

const conflict = versionConflict('thing', 3n);

describe('retryConflicts', () => {
  /** Fails in turn with each of the errors, then succeeds. */
  const tries = (...errors: readonly Error[]) => {
    const left = [...errors];
    return jest.fn(() => {
      const error = left.shift();
      return error === undefined ? Promise.resolve('written') : Promise.reject(error);
    });
  };
  const lost = (times: number) => tries(...Array<Error>(times).fill(conflict));
  const random = () => 0;

  it('starts over when another writer came between, up to 5 times', async () => {
    const attempt = lost(5);
    await expect(retryConflicts(attempt, { random })).resolves.toBe('written');
    expect(attempt).toHaveBeenCalledTimes(6);
  });

  it('answers the conflict when all retries lost as well', async () => {
    const attempt = lost(7);
    await expect(retryConflicts(attempt, { random })).rejects.toBe(conflict);
    expect(attempt).toHaveBeenCalledTimes(6);
  });

  it('does not try again what no retry can mend', async () => {
    const unexpected = tries(new ExpectationFailed(conflict));
    await expect(retryConflicts(unexpected, { random })).rejects.toBe(conflict);
    expect(unexpected).toHaveBeenCalledTimes(1);
    const missing = tries(notFound('thing', 'x'));
    await expect(retryConflicts(missing, { random })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(missing).toHaveBeenCalledTimes(1);
  });

  it('ends with its signal, before a retry', async () => {
    const ending = new AbortController();
    const attempt = jest.fn(() => {
      ending.abort(new Error('the caller left'));
      return Promise.reject(conflict);
    });
    await expect(retryConflicts(attempt, { random, signal: ending.signal })).rejects.toThrow('the caller left');
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
