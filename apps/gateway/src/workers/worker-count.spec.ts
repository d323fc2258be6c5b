import { ConfigError } from '@bodybroker/service-kit';
import { workerCount } from './worker-count.js';

describe('workerCount', () => {
  it.each([
    ['1', 1],
    ['3', 3],
    ['64', 64],
    ['0', 8],
    ['auto', 8],
  ])('reads %s', (setting, count) => {
    expect(workerCount(setting, 8)).toBe(count);
  });

  it('stays within its bound on a large machine', () => {
    expect(workerCount('auto', 192)).toBe(64);
  });

  it.each(['x', '-1', '65', '1.5', '1e1', ' 2', 'AUTO'])('refuses %j, naming the variable', (setting) => {
    expect(() => workerCount(setting, 8)).toThrow(ConfigError);
    expect(() => workerCount(setting, 8)).toThrow('BB_WORKERS: must be a whole number from 0 to 64, or auto');
  });
});
