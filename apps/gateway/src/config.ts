import { countBetween, num, str } from '@bodybroker/service-kit';

/** Settings of the gateway beside those that every process has; read from `BB_HTTP_PORT` and so on. */
export const gatewayConfig = {
  httpPort: countBetween(0, 65535)({ default: 8000, desc: 'port of the HTTP server; 0 takes a free one' }),
  httpHost: str({ default: '127.0.0.1', desc: 'address of the HTTP server' }),
  corsOrigins: str({ default: '', desc: 'origins whose pages may call, comma separated; none when empty' }),
  trustedProxies: countBetween(0, 16)({ default: 0, desc: 'proxies in front that append to X-Forwarded-For' }),
  ratePerSecond: num({ default: 200, desc: 'requests a second one caller may make; 0 takes the limit away' }),
  rateBurst: countBetween(1, 1_000_000)({ default: 400, desc: 'requests one caller may make at once' }),
  maxInFlight: countBetween(1, 1_000_000)({ default: 4096, desc: 'requests under way, streams included' }),
  maxStreamsPerActor: countBetween(1, 100_000)({ default: 16, desc: 'event streams one caller may have open' }),
  maxBodyBytes: countBetween(1, 8_388_608)({ default: 524_288, desc: 'largest request body' }),
  keepAliveMs: countBetween(
    1000,
    4_000_000,
  )({ default: 5000, desc: 'how long an idle connection is kept; longer than a load balancer in front keeps its own' }),
  heartbeatMs: countBetween(100, 300_000)({ default: 15_000, desc: 'silence on a stream before a heartbeat is sent' }),
  stallMs: countBetween(100, 3_600_000)({ default: 60_000, desc: 'how long the reader of a stream may take nothing' }),
  lameDuckMs: countBetween(
    0,
    600_000,
  )({ default: 1000, desc: 'how long a stopping gateway is not ready before it refuses connections' }),
  workers: str({ default: '1', desc: 'processes that share the HTTP port; 0 or auto: one for each processor' }),
  docsAssets: str({ default: '', desc: 'folder of swagger-ui-dist; found beside the program when empty' }),
};
