import { Echoed, TestingService, TestingServiceClient, type ITestingService } from '@bodybroker/contracts-testing';
import { NatsRpcTransport, createClient, type Client, type MemoryServer } from '@bodybroker/nats-sdk';
import { createTestBroker, servePeer } from './index.js';

describe('servePeer', () => {
  let broker: MemoryServer;
  let testing: Client<TestingServiceClient>;

  beforeEach(() => {
    broker = createTestBroker();
    testing = createClient(TestingServiceClient, new NatsRpcTransport(broker.connect(), { name: 'test' }));
  });

  it('plays the methods it is given, as somebody who is called', async () => {
    const peer = await servePeer<ITestingService>(broker, TestingService, {
      echo: ({ text }, { actor }) => Promise.resolve(Echoed.create({ text: `${actor.kind}: ${text}` })),
    });
    expect(await testing.echo({ text: 'hello' })).toMatchObject({ text: 'service: hello' });
    await peer.stop();
  });

  it('refuses all others, streams too', async () => {
    const peer = await servePeer<ITestingService>(broker, TestingService, {});
    await expect(testing.echo({ text: 'hello' })).rejects.toMatchObject({
      code: 'UNIMPLEMENTED',
      reason: 'NOT_PLAYED',
      message: 'bodybroker.testing.v1.TestingService.Echo is not part of this test',
    });
    const ticks = testing.watchTicks({ count: 1 })[Symbol.asyncIterator]();
    await expect(ticks.next()).rejects.toMatchObject({ reason: 'NOT_PLAYED' });
    await peer.stop();
  });

  it('is gone when it has stopped', async () => {
    const peer = await servePeer<ITestingService>(broker, TestingService, {}, { instance: 'short-lived' });
    await peer.stop();
    await expect(testing.echo({ text: 'hello' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
