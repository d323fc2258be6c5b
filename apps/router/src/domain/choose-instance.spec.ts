import { chooseInstance, type ChooseOptions } from './choose-instance.js';
import { register, type KnownInstance } from './instance.js';

const instance = (instanceId: string, version = '1.0.0', inFlight = 0): KnownInstance => ({
  ...register(undefined, { service: 's', instanceId, version, zone: '', capacity: 0, methods: [] }, 1000, 0),
  inFlight,
});
const options = (rest: Partial<ChooseOptions> = {}): ChooseOptions => ({
  splits: [],
  satisfies: (version, range) => version.startsWith(range),
  latencyMs: () => 0,
  random: () => 0.3,
  ...rest,
});
const call = (stickyKey = '', except: readonly string[] = []) => ({
  method: 'Get',
  stickyKey,
  except: new Set(except),
});
const keys = Array.from({ length: 1000 }, (_, n) => `player-${n}`);

describe('the instance for a call', () => {
  const three = ['a', 'b', 'c'].map((id) => instance(id));

  it('is always the same for a key; losing one moves only its own', () => {
    const before = keys.map((key) => chooseInstance(three, call(key), options())?.instance.instanceId);
    const after = keys.map((key) => chooseInstance(three.slice(0, 2), call(key), options())?.instance.instanceId);
    expect(keys.every((_, n) => before[n] === 'c' || before[n] === after[n])).toBe(true);
    expect(before.filter((id) => id === 'c').length).toBeGreaterThan(250);
  });

  it('is of the versions that the shares say', () => {
    const both = [instance('old', '1.0.0'), instance('new', '1.1.0')];
    const splits = [
      { versionRange: '1.0', weight: 90 },
      { versionRange: '1.1', weight: 10 },
    ];
    const chosen = keys.map((key) => chooseInstance(both, call(key), options({ splits }))?.instance.instanceId);
    const canaries = chosen.filter((id) => id === 'new').length;
    expect(canaries).toBeGreaterThan(60);
    expect(canaries).toBeLessThan(140);
    expect(chooseInstance(both.slice(0, 1), call('x'), options({ splits }))?.instance.instanceId).toBe('old');
    expect(chooseInstance(both, call('x'), options({ splits: [{ versionRange: '2', weight: 1 }] }))).toBeUndefined();
  });

  it('is the better of two without a key, by latency and calls under way', () => {
    const two = [instance('slow', '1.0.0', 0), instance('quick', '1.0.0', 9)];
    const latencyMs = (id: string): number => (id === 'slow' ? 100 : 5);
    for (const u of [0, 0.49, 0.5, 0.99]) {
      expect(chooseInstance(two, call(), options({ random: () => u, latencyMs }))?.instance.instanceId).toBe('quick');
    }
    const busy = [instance('slow', '1.0.0', 0), instance('quick', '1.0.0', 30)];
    expect(chooseInstance(busy, call(), options({ latencyMs }))?.instance.instanceId).toBe('slow');
    expect(chooseInstance(three.slice(0, 1), call(), options())?.instance.instanceId).toBe('a');
    expect(chooseInstance([], call(), options())).toBeUndefined();
  });

  it('has not been tried, and has the method', () => {
    expect(chooseInstance(three, call('', ['a', 'b']), options())?.instance.instanceId).toBe('c');
    const other = { ...instance('x'), instance: { ...instance('x').instance, methods: ['Set'] } };
    expect(chooseInstance([other], call(), options())).toBeUndefined();
  });
});
