import { Api } from './api.js';
import type { NatsAccess } from './nats-access.js';

/** What global set-up hands on of the stack it started. */
interface HandedOn {
  readonly url: string;
  readonly nats: NatsAccess;
  readonly redisUrl: string;
  /** By the name of the service, the gateway with them. */
  readonly pids: Readonly<Record<string, number>>;
}

/** The stack that global set-up started. */
export function sharedStack(): HandedOn & { readonly api: Api } {
  const handedOn = process.env['E2E_STACK'];
  if (handedOn === undefined) throw new Error('run with: npx nx e2e e2e');
  const stack = JSON.parse(handedOn) as HandedOn;
  return { ...stack, api: new Api(stack.url) };
}
