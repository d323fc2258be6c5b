import { TimerWheel } from '../timer-wheel.js';
import type { InboxMux } from '../inbox-mux.js';
import { ListeningAddresses } from './listening-addresses.js';

const route = { subject: 'svc.testing.v1.watch', onMessage: (): void => undefined, onLost: (): void => undefined };

describe('the addresses of a stream', () => {
  let open: Set<string>;
  let addresses: ListeningAddresses;

  beforeEach(() => {
    open = new Set();
    let made = 0;
    const mux: InboxMux = {
      timers: new TimerWheel(),
      lateCount: 0,
      openCount: 0,
      open: () => {
        made += 1;
        open.add(`inbox.${made}`);
        return `inbox.${made}`;
      },
      close: (address) => void open.delete(address),
    };
    addresses = new ListeningAddresses(mux, route);
  });

  const hear = (address: string, times: number): void => {
    for (let i = 0; i < times; i += 1) addresses.heard(address);
  };

  it('stay as they are while little comes', () => {
    hear('inbox.1', 63);
    expect(addresses.next(performance.now())).toBe('inbox.1');
  });

  it('move on after a window of frames, and keep the old one until the peer uses the new', () => {
    hear('inbox.1', 64);
    expect(addresses.next(performance.now())).toBe('inbox.2');
    hear('inbox.1', 64);
    expect(addresses.next(performance.now())).toBe('inbox.2');
    expect([...open]).toEqual(['inbox.1', 'inbox.2']);
    hear('inbox.2', 1);
    expect([...open]).toEqual(['inbox.2']);
  });

  it('move on with time, however little comes', () => {
    const now = performance.now();
    expect(addresses.next(now + 19_000)).toBe('inbox.1');
    expect(addresses.next(now + 21_000)).toBe('inbox.2');
    expect(addresses.next(now + 60_000)).toBe('inbox.2');
    hear('inbox.2', 1);
    expect(addresses.next(now + 60_000)).toBe('inbox.3');
  });

  it('are all given back', () => {
    hear('inbox.1', 64);
    addresses.next(performance.now());
    addresses.close();
    expect(open.size).toBe(0);
  });
});
