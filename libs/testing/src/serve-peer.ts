import { RpcError, createServer, type Handlers, type MemoryServer } from '@bodybroker/nats-sdk';
import type { Contract } from '@bodybroker/service-kit';

/** Another service, as far as a test plays it. */
export interface Peer {
  /** Ends it: whoever calls it finds nobody. */
  stop(): Promise<void>;
}

/**
 * Plays a service that the one under test calls: the methods that are given, on the harness's broker. All others refuse with
 * UNIMPLEMENTED NOT_PLAYED. To leave out a method's payload fields, make it with the generated `create`.
 *
 * @param instance what tells several that play the same service apart
 * @example
 * const time = await servePeer<ITimeManagerService>(harness.broker, TimeManagerService, {
 *   getTime: async ({ worldId }) => GameTime.create({ worldId, gms: 42n }),
 * });
 */
export async function servePeer<Service extends object = never>(
  broker: MemoryServer,
  type: Contract['services'][number],
  handlers: NoInfer<Partial<Handlers<Service>>>,
  { instance = 'played' }: { readonly instance?: string } = {},
): Promise<Peer> {
  const refusing = type.methods.map(({ name, localName }) => [localName, () => refuse(`${type.typeName}.${name}`)]);
  const connection = broker.connect();
  const server = createServer(connection, { name: serviceOf(type.typeName), version: '0.0.0', instance });
  server.add<object>(type, { ...(Object.fromEntries(refusing) as object), ...handlers });
  await server.start();
  return {
    stop: async () => {
      await server.stop({ timeoutMs: 100 });
      await connection.close();
    },
  };
}

function refuse(method: string): never {
  throw new RpcError('UNIMPLEMENTED', 'NOT_PLAYED', `${method} is not part of this test`);
}

/** `bodybroker.time_manager.v1.TimeManagerService` is `time-manager`. */
function serviceOf(typeName: string): string {
  return (typeName.split('.').at(-3) ?? typeName).replaceAll('_', '-');
}
