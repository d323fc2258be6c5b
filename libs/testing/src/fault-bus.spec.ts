import { createMemoryConnection, type BusEvent } from '@bodybroker/nats-sdk';
import { FaultBus } from './fault-bus.js';
import type { FaultRule } from './fault-rule.js';

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Publishes texts through a faulty bus and tells what arrived. */
async function arrivals(rules: readonly FaultRule[], texts: readonly string[], seed = 1): Promise<string[]> {
  const { bus } = createMemoryConnection();
  const faulty = new FaultBus(bus, { seed, rules });
  const arrived: string[] = [];
  faulty.subscribe('a.*', ({ data }) => arrived.push(new TextDecoder().decode(data)));
  for (const text of texts) faulty.publish('a.b', bytes(text));
  await bus.flush();
  faulty.dispose();
  return arrived;
}

const TEXTS = ['1', '2', '3', '4'];

describe('FaultBus', () => {
  it('lets everything pass without rules', async () => {
    expect(await arrivals([], TEXTS)).toEqual(TEXTS);
  });

  it.each<[string, FaultRule, string[]]>([
    ['drops', { on: 'publish', fault: { kind: 'drop' }, skip: 1, times: 1 }, ['1', '3', '4']],
    ['drops on the way in', { on: 'deliver', fault: { kind: 'drop' }, skip: 3 }, ['1', '2', '3']],
    ['repeats', { on: 'publish', fault: { kind: 'duplicate', copies: 1 }, times: 1 }, ['1', '1', '2', '3', '4']],
    ['reorders', { on: 'publish', fault: { kind: 'reorder', maxHoldMs: 1_000 }, times: 1 }, ['2', '1', '3', '4']],
    ['hits nothing on other subjects', { on: 'publish', subject: 'b.>', fault: { kind: 'drop' } }, TEXTS],
    ['hits nothing with other headers', { on: 'publish', headers: { A: 'b' }, fault: { kind: 'drop' } }, TEXTS],
    ['hits nothing with probability 0', { on: 'publish', probability: 0, fault: { kind: 'drop' } }, TEXTS],
  ])('%s', async (_, rule, expected) => {
    expect(await arrivals([rule], TEXTS)).toEqual(expected);
  });

  it('does the same again with the same seed, and something else with another', async () => {
    const rules: FaultRule[] = [{ on: 'publish', probability: 0.5, fault: { kind: 'drop' } }];
    const many = Array.from({ length: 64 }, (_, i) => String(i));
    const once = await arrivals(rules, many, 7);
    expect(await arrivals(rules, many, 7)).toEqual(once);
    expect(await arrivals(rules, many, 8)).not.toEqual(once);
    expect(once.length).toBeGreaterThan(10);
    expect(once.length).toBeLessThan(54);
  });

  describe('with time', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    it('delays within its bounds, and lets others overtake', async () => {
      const { bus } = createMemoryConnection();
      const rules: FaultRule[] = [{ on: 'publish', times: 1, fault: { kind: 'delay', minMs: 50, maxMs: 60 } }];
      const faulty = new FaultBus(bus, { seed: 1, rules });
      const arrived: string[] = [];
      faulty.subscribe('a', ({ data }) => arrived.push(new TextDecoder().decode(data)));
      faulty.publish('a', bytes('1'));
      faulty.publish('a', bytes('2'));
      jest.advanceTimersByTime(49);
      await bus.flush();
      expect(arrived).toEqual(['2']);
      jest.advanceTimersByTime(11);
      await bus.flush();
      expect(arrived).toEqual(['2', '1']);
      expect(faulty.hits).toEqual([1]);
    });

    it('lets go of the last message it holds back', async () => {
      const { bus } = createMemoryConnection();
      const rules: FaultRule[] = [{ on: 'publish', fault: { kind: 'reorder', maxHoldMs: 10 } }];
      const faulty = new FaultBus(bus, { seed: 1, rules });
      const arrived: string[] = [];
      faulty.subscribe('a', ({ data }) => arrived.push(new TextDecoder().decode(data)));
      faulty.publish('a', bytes('1'));
      jest.advanceTimersByTime(10);
      await bus.flush();
      expect(arrived).toEqual(['1']);
    });

    it('breaks the connection and brings it back', async () => {
      const { bus } = createMemoryConnection();
      const rules: FaultRule[] = [{ on: 'publish', times: 1, fault: { kind: 'disconnect', forMs: 100 } }];
      const faulty = new FaultBus(bus, { seed: 1, rules });
      const events: BusEvent['type'][] = [];
      faulty.onEvent(({ type }) => events.push(type));
      faulty.publish('a', bytes('lost'));
      expect(faulty.state).toBe('disconnected');
      expect(() => faulty.publish('a', bytes('2'))).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
      await expect(faulty.flush()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      jest.advanceTimersByTime(100);
      expect(faulty.state).toBe('connected');
      expect(events).toEqual(['disconnected', 'reconnected']);
    });
  });
});
