import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectNats, type NatsConnection } from '@bodybroker/nats-sdk';
import { nkeyAuthenticator, type ConnectionOptions } from 'nats';
import type { NatsAccess, SpecUser } from './nats-access.js';

/** A connection of the SDK, as a user of the stack. */
export function connectAs(user: SpecUser, access: NatsAccess): Promise<NatsConnection> {
  return connectNats({
    servers: [access.url],
    name: user,
    inboxPrefix: `_INBOX_${user}`,
    nkeySeed: seedOf(user, access),
    tls: { caFile: access.caFile },
  });
}

/** Options of the stock client, as a user of the stack. */
export function stockOptions(user: SpecUser, access: NatsAccess): ConnectionOptions {
  return {
    servers: access.url,
    name: user,
    inboxPrefix: `_INBOX_${user}`,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(seedOf(user, access))),
    tls: { caFile: access.caFile },
  };
}

function seedOf(user: SpecUser, { seedsDir }: NatsAccess): string {
  return readFileSync(join(seedsDir, `${user}.nk`), 'utf8');
}
