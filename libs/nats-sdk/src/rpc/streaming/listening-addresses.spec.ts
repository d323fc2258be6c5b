import { TimerWheel } from '../timer-wheel.js';
import type { InboxMux } from '../inbox-mux.js';
import { ListeningAddresses } from './listening-addresses.js';

const route = { subject: 'svc.testing.v1.watch', onMessage: (): void => undefined, onLost: (): void => undefined };
const LIMITS = { frames: 10, ageMs: 5_000 };

describe('the addresses of a stream', () => {
  let open: Set<string>;
  let addresses: ListeningAddresses;

  beforeEach(() => {
    open = new Set();
    let made = 0;
    const mux: InboxMux = {
      timers: new TimerWheel(),
      lateCount: 0,
      onLate: () => () => undefined,
      openCount: 0,
      open: () => {
        made += 1;
        open.add(`inbox.${made}`);
        return `inbox.${made}`;
      },
      close: (address) => void open.delete(address),
    };
    addresses = new ListeningAddresses(mux, route, LIMITS);
  });

  const hear = (address: string, times: number): void => {
    for (let i = 0; i < times; i += 1) addresses.heard(address);
  };
  const giveOut = (times: number): string => {
    let address = '';
    for (let i = 0; i < times; i += 1) address = addresses.giveOut(performance.now());
    return address;
  };

  it('stay as they are while little comes and goes', () => {
    hear('inbox.1', 4);
    expect(giveOut(5)).toBe('inbox.1');
  });

  it('move on with what comes and goes together: with what comes', () => {
    hear('inbox.1', 9);
    expect(giveOut(1)).toBe('inbox.2');
  });

  it('move on with what comes and goes together: with what goes, unconfirmed too', () => {
    expect(giveOut(9)).toBe('inbox.1');
    expect(giveOut(10)).toBe('inbox.2');
    expect(giveOut(1)).toBe('inbox.3');
    expect([...open]).toEqual(['inbox.1', 'inbox.2', 'inbox.3']);
  });

  it('are kept until the peer uses a newer one', () => {
    giveOut(21);
    hear('inbox.1', 64);
    expect([...open]).toEqual(['inbox.1', 'inbox.2', 'inbox.3']);
    hear('inbox.2', 1);
    expect([...open]).toEqual(['inbox.2', 'inbox.3']);
    hear('inbox.3', 1);
    expect([...open]).toEqual(['inbox.3']);
  });

  it('move on with time, however little comes', () => {
    const now = performance.now();
    expect(addresses.giveOut(now + 4_000)).toBe('inbox.1');
    expect(addresses.giveOut(now + 6_000)).toBe('inbox.2');
    expect(addresses.giveOut(now + 10_000)).toBe('inbox.2');
    expect(addresses.giveOut(now + 12_000)).toBe('inbox.3');
  });

  it('are all given back', () => {
    giveOut(40);
    addresses.close();
    expect(open.size).toBe(0);
  });
});
