import { createMemoryBroker, type MemoryServerOptions } from '../src/index.js';
import type { TestBroker } from './bus-contract.js';

export function startMemoryBroker(options: MemoryServerOptions = {}): Promise<TestBroker> {
  const server = createMemoryBroker(options);
  return Promise.resolve({
    connect: () => Promise.resolve(server.connect()),
    disconnect: () => Promise.resolve(server.disconnectAll()),
    reconnect: () => Promise.resolve(server.reconnectAll()),
    stop: () => Promise.resolve(),
  });
}
