import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { PortInUseError } from './server-start-error.js';

/**
 * Below the ephemeral ranges of Linux (32768…) and macOS (49152…), so that no outgoing connection takes a port while its
 * server is down for a restart; and low enough that Redis' bus port (+10 000) stays below them as well.
 */
const FIRST_PORT = 12_000;
const LAST_PORT = 22_000;
/** @see https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/ (data port + 10000) */
const REDIS_BUS_OFFSET = 10_000;

/** Attempts to start on other ports before giving up. */
const START_ATTEMPTS = 6;

/** Ports on 127.0.0.1 nothing listens on now (neither on the port nor on its Redis bus port), all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let attempts = 0; ports.size < count; attempts += 1) {
    if (attempts > 1000) throw new Error(`no ${count} free ports between ${FIRST_PORT} and ${LAST_PORT}`);
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (!ports.has(port) && (await isFree(port)) && (await isFree(port + REDIS_BUS_OFFSET))) ports.add(port);
  }
  return [...ports];
}

/**
 * Runs `start` with free ports, again with others when another process was quicker to take one of them.
 *
 * @throws PortInUseError when that happened six times in a row; whatever else `start` throws, at once
 */
export async function startOnFreePorts<T>(count: number, start: (ports: readonly number[]) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePorts(count));
    } catch (error) {
      if (!(error instanceof PortInUseError) || attempt === START_ATTEMPTS) throw error;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
