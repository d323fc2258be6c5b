import { MemoryServer } from '../bus/memory-server.js';
import { inboxMuxOf } from './inbox-mux.js';
import { HEADER } from './wire/header-names.js';

describe('frames for a reader that is gone', () => {
  it('are answered with one cancel for each stream, however many are under way', async () => {
    const server = new MemoryServer();
    const connections = [server.connect(), server.connect()] as const;
    const [reader, sender] = [connections[0].bus, connections[1].bus];
    const mux = inboxMuxOf(reader);
    const address = mux.open({ subject: 'svc.a.v1.watch', onMessage: () => undefined, onLost: () => undefined });
    mux.close(address);
    const cancels: string[] = [];
    sender.subscribe('sender.*', ({ subject, headers }) => cancels.push(`${subject} ${headers[HEADER.frame] ?? ''}`));
    for (let i = 0; i < 100; i += 1) {
      for (const reply of ['sender.one', 'sender.two']) {
        sender.publish(address, new Uint8Array(0), { reply, headers: { [HEADER.frame]: 'data' } });
      }
    }
    await sender.flush();
    await reader.flush();
    await sender.flush();
    expect(cancels.sort()).toEqual(['sender.one cancel', 'sender.two cancel']);
    expect(mux.lateCount).toBe(200);
    await Promise.all(connections.map((connection) => connection.close()));
  });
});
