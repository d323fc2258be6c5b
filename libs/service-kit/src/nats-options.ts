import type { NatsOptions } from '@bodybroker/nats-sdk';
import type { baseConfig } from './base-config.js';
import type { ConfigOf } from './config-schema.js';

/**
 * How to connect to NATS, from the settings every process has.
 * @param name of the service: its inboxes begin with `_INBOX_<name>`, also where no server asks for that
 */
export function natsOptions(base: ConfigOf<typeof baseConfig>, name: string): NatsOptions {
  return {
    servers: base.natsUrl.split(','),
    name,
    ...(base.natsUser === '' ? {} : { user: base.natsUser, password: base.natsPassword }),
    ...(base.natsNkeySeed === '' ? {} : { nkeySeed: base.natsNkeySeed }),
    inboxPrefix: base.natsInboxPrefix === '' ? `_INBOX_${name}` : base.natsInboxPrefix,
    ...tlsOptions(base),
  };
}

function tlsOptions(base: ConfigOf<typeof baseConfig>): Pick<NatsOptions, 'tls'> {
  const ca = base.natsTlsCa === '' ? { ca: base.natsTlsCaPem } : { caFile: base.natsTlsCa };
  if (ca.ca === '') return {};
  const identity = base.natsTlsCert === '' ? {} : { certFile: base.natsTlsCert, keyFile: base.natsTlsKey };
  return { tls: { ...ca, ...identity } };
}
