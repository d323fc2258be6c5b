import { createServer, type MemoryServer } from '@bodybroker/nats-sdk';
import type { Contract } from '@bodybroker/service-kit';

type ServiceType = Contract['services'][number];
type Method = (request: never) => Promise<object>;

/** Serves some methods of another service; the others refuse. */
export async function serveFake(
  broker: MemoryServer,
  name: string,
  type: ServiceType,
  methods: Readonly<Record<string, Method>>,
): Promise<void> {
  const server = createServer(broker.connect(), { name, version: '0.0.0', instance: 'fake' });
  const refuse: Method = () => Promise.reject(new Error('not faked'));
  const handlers = type.methods.map(({ localName }) => [localName, methods[localName] ?? refuse]);
  server.add<object>(type, Object.fromEntries(handlers) as object);
  await server.start();
}
