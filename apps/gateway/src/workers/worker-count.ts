import { ConfigError } from '@bodybroker/service-kit';

/** More processes than this on one machine are a slip of the finger; larger machines are better cut into several tasks. */
export const MOST_WORKERS = 64;

/**
 * How many workers a setting asks for.
 * @param setting a whole number, or `0` or `auto` for one for each processor
 * @param available processors this process may use
 * @returns 1 to 64
 * @throws ConfigError when it is neither
 */
export function workerCount(setting: string, available: number): number {
  if (setting === 'auto') return Math.min(available, MOST_WORKERS);
  const count = /^\d+$/.test(setting) ? Number(setting) : NaN;
  if (count === 0) return Math.min(available, MOST_WORKERS);
  if (count <= MOST_WORKERS) return count;
  throw new ConfigError([`BB_WORKERS: must be a whole number from 0 to ${MOST_WORKERS}, or auto`]);
}
