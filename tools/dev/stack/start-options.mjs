import { parseArgs } from 'node:util';

/**
 * @typedef {object} StartOptions
 * @property {readonly string[] | undefined} only services to start beside the gateway; undefined for all
 * @property {readonly string[]} debug services that open an inspector
 * @property {boolean} cluster
 * @property {boolean} fresh
 * @property {string} logLevel
 * @property {number | 'free'} natsPort
 * @property {number | 'free'} redisPort
 * @property {number | 'free'} httpPort
 */

/** A mistake on the command line; the message says what is allowed. */
export class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];

export const START_HELP = `npm start -- [options]      builds what changed and runs the whole backend

  --only auth,settings      only these services (and the gateway)
  --debug auth              opens the Node inspector of these services
  --cluster                 3 NATS nodes (R3), 3 x 2 Redis nodes, two of each service
  --fresh                   forgets all data first
  --log-level debug         ${LOG_LEVELS.join(' | ')} (default info)
  --nats-port 4222          a port, or "free" for any; a cluster takes 3 from here
  --redis-port 6379         a port, or "free" for any; a cluster takes 6 from here, and each + 10000
  --http-port 8000          a port, or "free" for any
  --help                    this text

Ctrl-C stops everything in order; data stay in .data/ for the next start.`;

/**
 * @param {readonly string[]} argv
 * @param {readonly string[]} services the names that exist
 * @returns {StartOptions | 'help'}
 * @throws {UsageError}
 */
export function parseStartOptions(argv, services) {
  const values = parse(argv);
  if (values.help) return 'help';
  const logLevel = values['log-level'] ?? 'info';
  if (!LOG_LEVELS.includes(logLevel)) throw new UsageError(`--log-level ${logLevel}: one of ${LOG_LEVELS.join(', ')}`);
  const only = names('--only', values.only, services);
  return {
    only,
    debug: names('--debug', values.debug, only ? [...only, 'gateway'] : services) ?? [],
    cluster: values.cluster ?? false,
    fresh: values.fresh ?? false,
    logLevel,
    natsPort: port('--nats-port', values['nats-port'] ?? '4222'),
    redisPort: port('--redis-port', values['redis-port'] ?? '6379'),
    httpPort: port('--http-port', values['http-port'] ?? '8000'),
  };
}

/** @param {readonly string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string' },
        debug: { type: 'string' },
        cluster: { type: 'boolean' },
        fresh: { type: 'boolean' },
        'log-level': { type: 'string' },
        'nats-port': { type: 'string' },
        'redis-port': { type: 'string' },
        'http-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} option
 * @param {string | undefined} list
 * @param {readonly string[]} known
 */
function names(option, list, known) {
  if (list === undefined) return undefined;
  const asked = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = asked.filter((name) => !known.includes(name));
  if (asked.length === 0 || unknown.length > 0) {
    throw new UsageError(
      `${option} ${list}: no such service${unknown.length ? ` (${unknown.join(', ')})` : ''}. Known: ${known.join(', ')}`,
    );
  }
  return asked;
}

/** @param {string} option @param {string} value @returns {number | 'free'} */
function port(option, value) {
  if (value === 'free') return 'free';
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new UsageError(`${option} ${value}: a port from 1 to 65535, or "free"`);
  }
  return number;
}
