import type { ServiceInfo } from '@protobuf-ts/runtime-rpc';
import type { Clock } from '@bodybroker/domain';
import type { Client, Connection, EventPublisher, GeneratedClient, Handlers, Subscriber } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import type { Instrumentation, Logger, Metrics, StoreInstrumentation } from '@bodybroker/telemetry';
import type { ConfigOf, ConfigSchema } from './config-schema.js';
import type { ContentFolder } from './content-folder.js';

/** What a generated contract lib exports as `contract`. */
export interface Contract {
  readonly services: readonly ServiceInfo[];
  readonly descriptorHash: string;
  readonly descriptorSet: () => Uint8Array;
}

/** What a service is built from. Everything that touches the outside comes in here. */
export interface ServiceDependencies<Config> {
  readonly config: Config;
  readonly service: string;
  readonly instance: string;
  readonly connection: Connection;
  readonly store: Store;
  readonly events: EventPublisher;
  /** The service's own `content/`. */
  readonly content: ContentFolder;
  readonly clock: Clock;
  /** Draws in [0, 1) where nothing depends on them, such as jitter. The game's own draws are seeded. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly instrumentation: Instrumentation & StoreInstrumentation;
  /** A client of another service, from its generated client class. */
  client<Generated extends object>(generated: GeneratedClient<Generated>): Client<Generated>;
}

/** A contract service and its handlers; made by {@link implement}. */
export interface Implementation {
  readonly type: ServiceInfo;
  readonly handlers: Handlers<object>;
}

/** Work that goes on as long as the service runs. */
export interface Worker {
  readonly name: string;
  /**
   * Runs until the signal aborts. One that throws or ends earlier is reported and started again, with backoff; a ContentError ends the
   * service instead.
   */
  run(signal: AbortSignal): Promise<void>;
}

export interface HealthCheck {
  readonly name: string;
  /** Rejects when the service cannot do its work; the reason is shown in /readyz. */
  check(signal: AbortSignal): Promise<void>;
}

/** What a service is made of. */
export interface ServiceParts {
  readonly implementations: readonly Implementation[];
  readonly subscribers?: readonly Subscriber[];
  readonly workers?: readonly Worker[];
  readonly healthChecks?: readonly HealthCheck[];
  /** Called last when the service stops. */
  readonly close?: () => Promise<void>;
}

export interface ServiceDefinition<Schema extends ConfigSchema = ConfigSchema> {
  /** As in subjects and folders, such as `time-manager`. */
  readonly name: string;
  readonly contract: Contract;
  readonly config: Schema;
  build(dependencies: ServiceDependencies<ConfigOf<Schema>>): ServiceParts | Promise<ServiceParts>;
}

/** Declares a service. Changes nothing; gives `build` its types. */
export function defineService<Schema extends ConfigSchema>(
  definition: ServiceDefinition<Schema>,
): ServiceDefinition<Schema> {
  return definition;
}

/**
 * Binds handlers to a contract service. A missing or misshapen handler does not compile.
 * @example implement<ITimeManagerService>(TimeManagerService, { getTime: getTime(deps), … })
 */
export function implement<Service extends object>(type: ServiceInfo, handlers: Handlers<Service>): Implementation {
  return { type, handlers: handlers as Handlers<object> };
}
