import { baseConfig, loadConfig, redisOptions } from '@bodybroker/service-kit';
import { createRedis, type RedisClient } from '@bodybroker/storage';
import { noLogger } from '@bodybroker/telemetry';
import type { Invocation } from '../cli/command.js';
import { runningStack, withStack } from './stack-file.js';

const CONNECT_TIMEOUT_MS = 5_000;
const PAUSE_MS = 100;

/**
 * Connects to Redis with the settings of a service (BB_REDIS_*), or to the stack that `npm start` runs.
 * @throws Error when it does not answer in time
 */
export async function openRedis({
  environment,
  signal,
  world,
}: Pick<Invocation, 'environment' | 'signal' | 'world'>): Promise<RedisClient> {
  const base = loadConfig(baseConfig, withStack(environment, runningStack(world.root)));
  const redis = createRedis(base.redisUrl.split(','), redisOptions(base, 'ops', noLogger));
  const latest = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_TIMEOUT_MS)]);
  for (;;) {
    try {
      await redis.health();
      return redis;
    } catch (error) {
      if (latest.aborted) {
        await redis.close();
        signal.throwIfAborted();
        throw error;
      }
      await world.pause(PAUSE_MS, latest).catch(() => undefined);
    }
  }
}
