import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { baseConfig, ConfigError, loadConfig, startHealthServer, untilSignalled } from '@bodybroker/service-kit';
import { gatewayConfig } from '../config.js';
import { runGateway, type Surroundings } from '../run-gateway.js';
import { runPrimary } from './run-primary.js';
import { runWorker } from './run-worker.js';
import { workerCount } from './worker-count.js';
import { EXIT_CONFIG } from './worker-place.js';

/** What main.ts has from its process. */
export type ProcessSurroundings = Pick<Surroundings, 'environment' | 'mainUrl' | 'now' | 'random'>;

/**
 * Runs the gateway as this process: alone, or as many as BB_WORKERS says. Ends with 0 when it was told to, with 1 when its
 * connection to NATS is closed for good, with 78 when a setting is bad, naming it.
 */
export async function start(surroundings: ProcessSurroundings): Promise<void> {
  try {
    process.exitCode = await run(surroundings);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`gateway: ${error.message}\n`);
    process.exitCode = EXIT_CONFIG;
  }
  // The channel to the primary would keep a worker running.
  if (cluster.isWorker) process.exit();
}

async function run(surroundings: ProcessSurroundings): Promise<number> {
  if (cluster.isWorker) return exitCodeOf(await runWorker(surroundings));
  const { environment, random } = surroundings;
  // Read here, too: a bad setting is then told once, not by each worker.
  const base = loadConfig(baseConfig, environment);
  const { workers } = loadConfig(gatewayConfig, environment);
  const count = workerCount(workers, availableParallelism());
  if (count > 1) return runPrimary({ count, base, nodeOptions: environment['NODE_OPTIONS'] ?? '', random });
  return exitCodeOf(
    await runGateway({
      ...surroundings,
      untilTold: untilSignalled,
      showHealth: startHealthServer,
      listens: 'at once',
    }),
  );
}

function exitCodeOf(reason: 'signal' | 'connection closed'): number {
  return reason === 'signal' ? 0 : 1;
}
