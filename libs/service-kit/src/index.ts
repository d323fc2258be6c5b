export { bool, countBetween, num, port, str, url } from './config-schema.js';
export { ConfigError, loadConfig, variableOf } from './load-config.js';
export { defineService, implement } from './service-definition.js';
export type { ConfigOf, ConfigSchema } from './config-schema.js';
export type {
  ClientClass,
  Contract,
  HealthCheck,
  Implementation,
  ServiceDefinition,
  ServiceDependencies,
  ServiceParts,
  Worker,
} from './service-definition.js';
