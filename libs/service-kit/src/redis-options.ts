import { readFileSync } from 'node:fs';
import type { RedisClientOptions } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { baseConfig } from './base-config.js';
import type { ConfigOf } from './config-schema.js';

/** How to connect to Redis, from the settings every process has. */
export function redisOptions(base: ConfigOf<typeof baseConfig>, name: string, logger: Logger): RedisClientOptions {
  return {
    mode: base.redisCluster ? 'cluster' : 'single',
    connectionName: name,
    ...(base.redisUsername === '' ? {} : { username: base.redisUsername }),
    ...(base.redisPassword === '' ? {} : { password: base.redisPassword }),
    ...(base.redisTlsCa === '' ? {} : { tls: { ca: readFileSync(base.redisTlsCa, 'utf8') } }),
    onEvent: (event) => {
      if (event.type === 'error') logger.warn('redis', { error: event.error });
      else logger.info('redis', { event: event.type });
    },
  };
}
