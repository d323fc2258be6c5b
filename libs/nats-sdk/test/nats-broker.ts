import { freePorts, startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import { connectNats, type Bus, type Connection } from '../src/index.js';
import type { TestBroker } from './bus-contract.js';

export interface NatsBrokerOptions {
  readonly config?: string;
}

/** A real nats-server on a port of its own, so that clients find it again after a restart. */
export async function startNatsBroker(options: NatsBrokerOptions = {}): Promise<TestBroker & { readonly url: string }> {
  const [port = 0] = await freePorts(1);
  const launch = (): Promise<NatsServer> => startNatsServer({ port, jetstream: false, ...options });
  let server = await launch();
  const open = new Set<Connection>();
  return {
    url: server.url,
    connect: async () => {
      const connection = await connectNats({ servers: [server.url], name: 'test', reconnectWaitMs: 20 });
      open.add(connection);
      return connection;
    },
    disconnect: async () => {
      const buses = [...open].map(({ bus }) => bus).filter(({ state }) => state === 'connected');
      const noticed = buses.map(disconnected);
      await server.stop();
      await Promise.all(noticed);
    },
    reconnect: async () => {
      server = await launch();
    },
    stop: async () => {
      await Promise.all([...open].map((connection) => connection.close()));
      await server.stop();
    },
  };
}

function disconnected(bus: Bus): Promise<void> {
  return new Promise((resolve) => {
    const off = bus.onEvent(({ type }) => {
      if (type !== 'disconnected' && type !== 'closed') return;
      off();
      resolve();
    });
  });
}
