/** Launchers of real servers for tests, benchmarks and local runs. */
export { findServerBinary, natsServerVersion } from './binary/find-server-binary.js';
export { ServerBinaryNotFoundError } from './binary/server-binary-not-found-error.js';
export { compareServerVersions, parseServerVersion } from './binary/server-version.js';
export { startNatsCluster } from './nats/nats-cluster.js';
export { readNatsInfo } from './nats/nats-info.js';
export { startNatsServer } from './nats/nats-server.js';
export { readViolations } from './nats/read-violations.js';
export { createTestCertificate } from './nats/test-certificate.js';
export { freePorts } from './process/free-ports.js';
export { guardProcess, releaseProcess } from './process/orphan-guard.js';
export { PortInUseError, ServerStartError } from './process/server-start-error.js';
export { startRedisCluster } from './redis/redis-cluster.js';
export { startRedisServer } from './redis/redis-server.js';

export type { FindServerBinaryOptions, ServerBinary, ServerProgram } from './binary/find-server-binary.js';
export type { ServerVersion } from './binary/server-version.js';
export type { NatsCluster, NatsClusterOptions } from './nats/nats-cluster.js';
export type { NatsAccounts, NatsTls } from './nats/nats-config.js';
export type { NatsInfo } from './nats/nats-info.js';
export type { NatsServer, NatsServerOptions } from './nats/nats-server.js';
export type { Violation } from './nats/read-violations.js';
export type { TestCertificate } from './nats/test-certificate.js';
export type { ServerHandle, ServerOptions } from './process/server-handle.js';
export type { ServerExit } from './process/server-process.js';
export type { RedisCluster, RedisClusterOptions } from './redis/redis-cluster.js';
export type { RedisServer, RedisServerOptions } from './redis/redis-server.js';
