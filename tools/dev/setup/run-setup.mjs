import { ensureDependencies } from './dependencies.mjs';
import { ensureServer } from './ensure-server.mjs';
import { natsServer } from './nats-server.mjs';
import { ensureNode24 } from './node-24.mjs';
import { redisServer } from './redis-server.mjs';

/**
 * @typedef {object} Toolchain
 * @property {import('./server-program.mjs').Program} node
 * @property {import('./server-program.mjs').Program} natsServer
 * @property {import('./server-program.mjs').Program} redisServer
 */

/**
 * Makes sure of everything the workspace needs; does nothing where it is there already.
 * @param {(line: string) => void} log one line of progress
 * @returns {Promise<Toolchain>}
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function runSetup(log) {
  await ensureDependencies(log);
  return {
    node: await ensureNode24(),
    natsServer: await ensureServer(natsServer, log),
    redisServer: await ensureServer(redisServer, log),
  };
}
