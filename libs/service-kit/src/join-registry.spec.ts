import {
  CapabilityRegistryService,
  Registration,
  Subject,
  type ICapabilityRegistryService,
  type RegisterCapabilitiesRequest,
} from '@bodybroker/contracts-capability-registry';
import {
  NatsRpcTransport,
  RpcError,
  createMemoryBroker,
  createServer,
  type Handlers,
  type MemoryServer,
} from '@bodybroker/nats-sdk';
import { joinRegistry } from './join-registry.js';

describe('a service in the registry', () => {
  let broker: MemoryServer;
  let calls: string[];
  let registered: RegisterCapabilitiesRequest[];
  let renewal: () => Promise<unknown>;

  beforeEach(() => {
    broker = createMemoryBroker();
    calls = [];
    registered = [];
    renewal = () => Promise.resolve({ leaseId: 'l1', expiresMs: 1n });
  });

  const serve = async () => {
    const server = createServer(broker.connect(), { name: 'capability-registry', version: '1.0.0', instance: 'one' });
    const answers: Record<string, (request: never) => Promise<unknown>> = {
      registerCapabilities: (request: RegisterCapabilitiesRequest) => {
        registered.push(request);
        return Promise.resolve(Registration.create({ leaseId: `l${registered.length}` }));
      },
      renewLease: () => renewal(),
      deregisterSubject: () => Promise.resolve(Subject.create()),
    };
    const handlers = Object.fromEntries(
      CapabilityRegistryService.methods.map(({ localName }) => [
        localName,
        (request: never) => {
          calls.push(localName);
          return answers[localName]?.(request);
        },
      ]),
    );
    server.add<ICapabilityRegistryService>(
      CapabilityRegistryService,
      handlers as unknown as Handlers<ICapabilityRegistryService>,
    );
    await server.start();
  };
  const start = () => {
    const stop = new AbortController();
    const transport = new NatsRpcTransport(broker.connect(), { name: 'auth' });
    const worker = joinRegistry({ service: 'auth', version: '1.2.3', generation: 7n, calls: transport, renewMs: 5 });
    const running = worker.run(stop.signal);
    return {
      stop: async () => {
        stop.abort();
        await running;
      },
    };
  };
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((wake) => setTimeout(wake, 2));
  };

  it('registers by its name and version, renews, and leaves when it stops', async () => {
    await serve();
    const { stop } = start();
    await until(() => calls.length > 2);
    expect(registered).toMatchObject([
      { subject: { id: 'auth' }, capabilities: [{ name: 'service.auth', version: '1.2.3' }], generation: 7n },
    ]);
    await stop();
    expect([calls[0], calls[1], calls.at(-1)]).toEqual(['registerCapabilities', 'renewLease', 'deregisterSubject']);
    expect(registered).toHaveLength(1);
  });

  it('registers again when its lease has ended', async () => {
    await serve();
    renewal = () => Promise.reject(new RpcError('NOT_FOUND', 'LEASE', 'it has ended'));
    const { stop } = start();
    await until(() => registered.length > 1);
    await stop();
  });

  it('does not mind a registry that is away, and joins when it is there', async () => {
    const { stop } = start();
    await new Promise((wake) => setTimeout(wake, 20));
    await serve();
    await until(() => registered.length > 0);
    await stop();
  });
});
