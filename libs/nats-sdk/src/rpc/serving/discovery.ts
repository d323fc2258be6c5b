import type { Bus, BusMessage, BusSubscription } from '../../bus/bus.js';
import { isRpcError } from '../rpc-error.js';
import type { Endpoint } from './endpoint.js';
import type { ServerOptions } from './server-options.js';

const encoder = new TextEncoder();

/** Answers the NATS micro protocol (ADR-32): `$SRV.{PING,INFO,STATS}[.name[.id]]`, each instance for itself. */
export class Discovery {
  readonly #bus: Bus;
  readonly #options: ServerOptions;
  readonly #endpoints: readonly Endpoint[];
  readonly #started = new Date();
  #subscriptions: BusSubscription[] = [];

  constructor(bus: Bus, options: ServerOptions, endpoints: readonly Endpoint[]) {
    this.#bus = bus;
    this.#options = options;
    this.#endpoints = endpoints;
  }

  start(): void {
    const answers = { PING: () => this.#ping(), INFO: () => this.#info(), STATS: () => this.#stats() };
    const { name, instance } = this.#options;
    this.#subscriptions = Object.entries(answers).flatMap(([verb, answer]) =>
      [`$SRV.${verb}`, `$SRV.${verb}.${name}`, `$SRV.${verb}.${name}.${instance}`].map((subject) =>
        this.#bus.subscribe(subject, (message) => this.#reply(message, answer())),
      ),
    );
  }

  stop(): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#subscriptions = [];
  }

  #ping(): object {
    return { type: 'io.nats.micro.v1.ping_response', ...this.#identity() };
  }

  #info(): object {
    return {
      type: 'io.nats.micro.v1.info_response',
      ...this.#identity(),
      description: this.#options.description ?? '',
      endpoints: this.#endpoints.map((endpoint) => this.#endpointInfo(endpoint)),
    };
  }

  #stats(): object {
    return {
      type: 'io.nats.micro.v1.stats_response',
      ...this.#identity(),
      started: this.#started.toISOString(),
      endpoints: this.#endpoints.map((endpoint) => ({
        name: endpoint.plan.rpc.method,
        subject: endpoint.plan.subject,
        queue_group: this.#options.name,
        ...endpoint.stats.snapshot(),
      })),
    };
  }

  #endpointInfo({ plan }: Endpoint): object {
    return {
      name: plan.rpc.method,
      subject: plan.subject,
      queue_group: this.#options.name,
      metadata: {
        service: plan.rpc.service,
        kind: plan.kind,
        request: plan.method.I.typeName,
        response: plan.method.O.typeName,
      },
    };
  }

  #identity(): object {
    const { name, instance, version, metadata } = this.#options;
    return { name, id: instance, version, metadata: { ...metadata } };
  }

  #reply(message: BusMessage, answer: object): void {
    if (message.reply === undefined) return;
    try {
      this.#bus.publish(message.reply, encoder.encode(JSON.stringify(answer)));
    } catch (error) {
      // Who asked will ask again.
      if (!isRpcError(error)) throw error;
    }
  }
}
