import fc from 'fast-check';
import type { MemoryBus } from '../bus/memory-bus.js';
import { MemoryServer } from '../bus/memory-server.js';
import { inboxMuxOf, type InboxMux, type InboxRoute } from './inbox-mux.js';
import { HEADER } from './wire/header-names.js';

const EMPTY = new Uint8Array(0);

interface Collector extends InboxRoute {
  readonly heard: string[];
  readonly lost: string[];
}

function collector(subject = 'svc.a.v1.get'): Collector {
  const heard: string[] = [];
  const lost: string[] = [];
  return {
    subject,
    heard,
    lost,
    onMessage: (message) => void heard.push(message.subject),
    onLost: (error) => void lost.push(error.reason),
  };
}

describe('the inbox of a bus', () => {
  let connections: readonly { readonly bus: MemoryBus; close(): Promise<void> }[];
  let reader: MemoryBus;
  let sender: MemoryBus;
  let mux: InboxMux;

  beforeEach(() => {
    const server = new MemoryServer();
    connections = [server.connect(), server.connect()];
    [reader, sender] = connections.map(({ bus }) => bus) as [MemoryBus, MemoryBus];
    mux = inboxMuxOf(reader);
  });
  afterEach(() => Promise.all(connections.map((connection) => connection.close())));

  const send = async (address: string): Promise<void> => {
    sender.publish(address, EMPTY);
    await sender.flush();
    await reader.flush();
  };

  it('hands each message to whoever opened its address, as long as it is open', async () => {
    const step = fc.record({ open: fc.boolean(), index: fc.nat(200) });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 200, size: 'max' }), async (steps) => {
      const all: { address: string; route: Collector; open: boolean }[] = [];
      for (const { open, index } of steps) {
        const one = all[index % Math.max(1, all.length)];
        if (open || one === undefined) {
          const route = collector();
          all.push({ address: mux.open(route), route, open: true });
        } else {
          mux.close(one.address);
          one.open = false;
        }
      }
      const late = mux.lateCount;
      for (const { address } of all) sender.publish(address, EMPTY);
      await sender.flush();
      await reader.flush();
      for (const { address, route, open } of all) expect(route.heard).toEqual(open ? [address] : []);
      expect(mux.lateCount - late).toBe(all.filter(({ open }) => !open).length);
      for (const { address } of all) mux.close(address);
      expect(mux.openCount).toBe(0);
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it('tells of each late message until it is told not to', async () => {
    let late = 0;
    const stop = mux.onLate(() => (late += 1));
    const address = mux.open(collector());
    await send(address);
    mux.close(address);
    await send(address);
    await send(address);
    stop();
    await send(address);
    expect([late, mux.lateCount]).toEqual([2, 3]);
  });

  it('takes a made-up address for a late one', async () => {
    const route = collector();
    const address = mux.open(route);
    const prefix = address.slice(0, address.lastIndexOf('.') + 1);
    // X, - and the eleven digits are the open address to somebody who reads digits without a look at them.
    const tokens = ['X', '-', 'A', 'é', '00000000001', 'Infinity', '1e0', ''.padEnd(400, 'z')];
    for (const token of tokens) await send(prefix + token);
    expect(route.heard).toEqual([]);
    expect(mux.lateCount).toBe(tokens.length);
  });

  it('tells all who wait when the connection breaks, and once', async () => {
    const routes = [collector(), collector()];
    for (const route of routes) mux.open(route);
    reader.disconnect();
    reader.reconnect();
    await connections[0]?.close();
    expect(routes.map(({ lost }) => lost)).toEqual([['DISCONNECTED'], ['DISCONNECTED']]);
    expect(mux.openCount).toBe(0);
  });

  it('answers frames for a reader that is gone with one cancel for each stream, however many are under way', async () => {
    const address = mux.open(collector('svc.a.v1.watch'));
    mux.close(address);
    const cancels: string[] = [];
    sender.subscribe('sender.*', ({ subject, headers }) => cancels.push(`${subject} ${headers[HEADER.frame] ?? ''}`));
    for (let i = 0; i < 100; i += 1) {
      for (const reply of ['sender.one', 'sender.two']) {
        sender.publish(address, EMPTY, { reply, headers: { [HEADER.frame]: 'data' } });
      }
    }
    await sender.flush();
    await reader.flush();
    await sender.flush();
    expect(cancels.sort()).toEqual(['sender.one cancel', 'sender.two cancel']);
    expect(mux.lateCount).toBe(200);
  });
});
