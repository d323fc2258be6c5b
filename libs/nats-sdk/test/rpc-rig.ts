import { TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import {
  createClient,
  createServer,
  NatsRpcTransport,
  type Client,
  type Connection,
  type RpcServer,
  type ServerOptions,
  type TransportOptions,
} from '../src/index.js';
import type { TestBroker } from './bus-contract.js';
import { testingHandlers, type TestingHandlers } from './testing-handlers.js';

export interface Served {
  readonly server: RpcServer;
  readonly connection: Connection;
}

/** Servers and clients of the testing service on one broker; closes all of them. */
export class RpcRig {
  readonly broker: TestBroker;
  readonly #served: Served[] = [];
  readonly #connections: Connection[] = [];

  constructor(broker: TestBroker) {
    this.broker = broker;
  }

  async connect(): Promise<Connection> {
    const connection = await this.broker.connect();
    this.#connections.push(connection);
    return connection;
  }

  async serve(own: Partial<TestingHandlers> = {}, options: Partial<ServerOptions> = {}): Promise<Served> {
    const connection = await this.connect();
    const instance = options.instance ?? `one-${this.#served.length}`;
    const server = createServer(connection, { name: 'testing', version: '1.2.3', ...options, instance });
    server.add<ITestingService>(TestingService, testingHandlers(instance, own));
    await server.start();
    this.#served.push({ server, connection });
    return { server, connection };
  }

  async transport(options: Partial<TransportOptions> = {}): Promise<NatsRpcTransport> {
    return new NatsRpcTransport(await this.connect(), { name: 'tester', ...options });
  }

  async client(options: Partial<TransportOptions> = {}): Promise<Client<TestingServiceClient>> {
    return createClient(TestingServiceClient, await this.transport(options));
  }

  async close(): Promise<void> {
    await Promise.all(this.#served.map(({ server }) => server.stop({ timeoutMs: 50 })));
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }
}
