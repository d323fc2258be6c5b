import { bool, countBetween, httpUrl, numberBetween, str } from './config-schema.js';
import { nkeySeed } from './nkey-seed.js';

/** Settings every process has. */
export const baseConfig = {
  natsUrl: str({ default: 'nats://127.0.0.1:4222', desc: 'NATS servers, comma separated' }),
  natsUser: str({ default: '', desc: 'NATS user' }),
  natsPassword: str({ default: '', desc: 'NATS password' }),
  natsNkeySeed: nkeySeed({
    default: '',
    desc: "seed of this process's NATS nkey, such as its user has in accounts.conf",
  }),
  natsTlsCa: str({ default: '', desc: 'path of the CA certificate NATS servers are verified with' }),
  natsTlsCaPem: str({ default: '', desc: 'the same certificate as text, where no file can be put' }),
  natsTlsCert: str({ default: '', desc: "path of this process's client certificate" }),
  natsTlsKey: str({ default: '', desc: 'path of the key of the client certificate' }),
  natsInboxPrefix: str({
    default: '',
    desc: 'inbox prefix the NATS user may subscribe; `_INBOX_<service>` when empty',
  }),
  redisUrl: str({ default: 'redis://127.0.0.1:6379', desc: 'Redis, or nodes of a cluster, comma separated' }),
  redisCluster: bool({ default: false, desc: 'whether redisUrl names a cluster' }),
  redisUsername: str({ default: '', desc: 'Redis user' }),
  redisPassword: str({ default: '', desc: 'Redis password' }),
  redisTlsCa: str({ default: '', desc: 'path of the CA certificate Redis is verified with' }),
  healthPort: countBetween(
    0,
    65535,
  )({ default: 8080, desc: 'port of /livez, /readyz and /metrics; 0 takes a free one' }),
  healthHost: str({ default: '127.0.0.1', desc: 'address of the health port' }),
  logLevel: str({ choices: ['debug', 'info', 'warn', 'error', 'silent'] as const, default: 'info' }),
  instance: str({ default: '', desc: 'name of this instance; made up when empty' }),
  drainMs: countBetween(0, 600_000)({ default: 25_000, desc: 'how long a stopping process waits for running work' }),
  otlpEndpoint: httpUrl({ default: '', desc: 'OTLP/HTTP endpoint traces are sent to; none when empty' }),
  traceRatio: numberBetween(0, 1)({ default: 0.01, desc: 'share of new traces that are recorded, 0 to 1' }),
};
