import { isPortFree, portHolder } from './port-holder.mjs';

/** A port the stack wants is taken. */
export class PortBusyError extends Error {
  /** @override */
  name = 'PortBusyError';
}

/** Redis nodes of a cluster talk to each other on their port + this. */
const REDIS_BUS_OFFSET = 10_000;

/**
 * @typedef {object} StackPorts
 * @property {readonly number[]} nats
 * @property {readonly number[]} redis
 * @property {number} http
 */

/**
 * @param {import('./start-options.mjs').StartOptions} options
 * @param {(count: number) => Promise<number[]>} freePorts
 * @returns {Promise<StackPorts>}
 * @throws {PortBusyError} naming each taken port, its holder and the option that avoids it
 */
export async function choosePorts({ cluster, natsPort, redisPort, httpPort }, freePorts) {
  /** @type {string[]} */
  const busy = [];
  const pick = async (
    /** @type {string} */ option,
    /** @type {number | 'free'} */ wanted,
    count = 1,
    busOffset = 0,
  ) => {
    if (wanted === 'free') return freePorts(count);
    const ports = Array.from({ length: count }, (_, index) => wanted + index);
    const needed = busOffset ? [...ports, ...ports.map((port) => port + busOffset)] : ports;
    for (const port of needed) {
      if (await isPortFree(port)) continue;
      const holder = await portHolder(port);
      busy.push(`port ${port} is in use${holder ? ` by ${holder}` : ''}: stop it, or start with ${option} free`);
    }
    return ports;
  };
  const nats = await pick('--nats-port', natsPort, cluster ? 3 : 1);
  const redis = await pick('--redis-port', redisPort, cluster ? 6 : 1, cluster ? REDIS_BUS_OFFSET : 0);
  const [http = 0] = await pick('--http-port', httpPort);
  if (busy.length > 0) throw new PortBusyError(busy.join('\n  '));
  return { nats, redis, http };
}
