import { Api } from './api.js';
import type { NatsAccess } from './nats-access.js';

/** The stack that global set-up started. */
export function sharedStack(): {
  readonly url: string;
  readonly nats: NatsAccess;
  readonly redisUrl: string;
  readonly api: Api;
} {
  const url = process.env['E2E_URL'];
  const access = process.env['E2E_NATS_ACCESS'];
  const redisUrl = process.env['E2E_REDIS_URL'];
  if (url === undefined || access === undefined || redisUrl === undefined) throw new Error('run with: npx nx e2e e2e');
  return { url, nats: JSON.parse(access) as NatsAccess, redisUrl, api: new Api(url) };
}
