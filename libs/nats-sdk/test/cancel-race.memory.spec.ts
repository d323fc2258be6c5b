import { HEADER } from '../src/index.js';
import { eventually } from './deferred.js';
import { startMemoryBroker } from './memory-broker.js';
import { RpcRig } from './rpc-rig.js';

const NOTHING = new Uint8Array(0);

// In memory only: whether two messages arrive in one turn of the event loop is the socket's affair over NATS.
describe('a cancel right behind its request', () => {
  it('keeps the handler from being run', async () => {
    const rig = new RpcRig(await startMemoryBroker());
    const echo = jest.fn();
    const { server, connection } = await rig.serve({ echo });
    const reply = connection.bus.newInbox();
    connection.bus.publish('svc.testing.v1.echo', NOTHING, { reply });
    connection.bus.publish('svc.testing.cancel', NOTHING, { headers: { [HEADER.call]: reply } });
    await connection.bus.flush();
    await eventually(() => server.inFlight === 0);
    expect(echo).not.toHaveBeenCalled();
    await rig.close();
  });
});
