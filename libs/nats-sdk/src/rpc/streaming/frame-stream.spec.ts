import { MemoryServer } from '../../bus/memory-server.js';
import { inboxMuxOf } from '../inbox-mux.js';
import { HEADER } from '../wire/header-names.js';
import { FrameStream } from './frame-stream.js';
import { DEFAULT_STREAM_OPTIONS } from './stream-options.js';

describe('a stream whose peer is silent', () => {
  it.each([
    ['tells it that it has given up', 1, ['cancel']],
    ['says nothing after a standstill of its own, when the address of the peer may be no good any more', 2, []],
  ])('%s', async (_what, timeouts, expected) => {
    const connection = new MemoryServer().connect();
    const { bus } = connection;
    const said: (string | undefined)[] = [];
    bus.subscribe('peer', ({ headers }) => said.push(headers[HEADER.frame]));
    const closed: (string | undefined)[] = [];
    const stream = new FrameStream({
      ...DEFAULT_STREAM_OPTIONS,
      bus,
      mux: inboxMuxOf(bus),
      role: 'callee',
      subject: 'svc.a.v1.watch',
      peer: 'peer',
      credit: 1,
      deadline: undefined,
      onClosed: (error) => closed.push(error?.reason),
    });
    stream.onDue(performance.now() + timeouts * DEFAULT_STREAM_OPTIONS.peerTimeoutMs + 1);
    await bus.flush();
    expect(closed).toEqual(['PEER_LOST']);
    expect(said).toEqual(expected);
    expect(inboxMuxOf(bus).openCount).toBe(0);
    await connection.close();
  });
});
