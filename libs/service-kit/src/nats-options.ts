import type { NatsOptions } from '@bodybroker/nats-sdk';
import type { baseConfig } from './base-config.js';
import type { ConfigOf } from './config-schema.js';

/** How to connect to NATS, from the settings every process has. */
export function natsOptions(base: ConfigOf<typeof baseConfig>, name: string): NatsOptions {
  return {
    servers: base.natsUrl.split(','),
    name,
    ...(base.natsUser === '' ? {} : { user: base.natsUser, password: base.natsPassword }),
    ...(base.natsInboxPrefix === '' ? {} : { inboxPrefix: base.natsInboxPrefix }),
    ...(base.natsTlsCa === ''
      ? {}
      : {
          tls: {
            caFile: base.natsTlsCa,
            ...(base.natsTlsCert === '' ? {} : { certFile: base.natsTlsCert, keyFile: base.natsTlsKey }),
          },
        }),
  };
}
