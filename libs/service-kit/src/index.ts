export { bool, countBetween, num, port, str, url } from './config-schema.js';
export { CONTRACTS_BUCKET, announceContract, readAnnouncement } from './announce-contract.js';
export { ContentError, inContentFile } from './content-error.js';
export { ContentFolder } from './content-folder.js';
export { ContentNode } from './content-node.js';
export { ConfigError, loadConfig, variableOf } from './load-config.js';
export { baseConfig } from './base-config.js';
export { changesFromNow } from './changes-from-now.js';
export { checkReadiness } from './readiness.js';
export { defineService, implement } from './service-definition.js';
export { natsOptions } from './nats-options.js';
export { enumName } from './enum-name.js';
export { followRecords } from './follow-records.js';
export { fromJsonObject, fromJsonValue, toJsonObject, toJsonValue } from './json-value.js';
export { worldOf } from './world-of.js';
export { publishShipped } from './publish-shipped.js';
export { measureBreakers, measureReadiness } from './measure-service.js';
export { markReplay, receiptIfKeyed, receiptOf } from './receipt-of.js';
export { reportBusEvents } from './report-bus-events.js';
export { redisOptions } from './redis-options.js';
export { runService } from './run-service.js';
export { startHealthServer } from './health-server.js';
export { startService } from './start-service.js';
export { untilSignalled } from './until-signalled.js';
export type { ChangesFromNowOptions } from './changes-from-now.js';
export type { ContractAnnouncement } from './announce-contract.js';
export type { HealthServer, HealthSources, Readiness } from './health-server.js';
export type { PublishShippedOptions } from './publish-shipped.js';
export type { RunningService, Surroundings } from './start-service.js';
export type { ConfigOf, ConfigSchema } from './config-schema.js';
export type {
  Contract,
  HealthCheck,
  Implementation,
  ServiceDefinition,
  ServiceDependencies,
  ServiceParts,
  Worker,
} from './service-definition.js';
