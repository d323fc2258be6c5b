import fc from 'fast-check';
import { addSpell, washingHours, type Sky } from './sky.js';
import {
  AGEING,
  MAX_TRACES,
  TRACE_KINDS,
  addTrace,
  shareLeft,
  strengthOf,
  visibleTraces,
  type Trace,
} from './trace.js';

const HOUR = 3_600_000;
const blood = (more: Partial<Trace> = {}): Trace => ({
  id: 'b',
  kind: 'BLOOD',
  by: '',
  strength: 1,
  leftGms: 0,
  ...more,
});
const rainFrom = (from: number, until: number, intensity = 1): Sky => [
  { fromGms: from * HOUR, state: 'RAIN', intensity },
  { fromGms: until * HOUR, state: 'CLEAR', intensity: 1 },
];

describe('traces', () => {
  it('halve in their time, and in an hour of hard rain', () => {
    expect(strengthOf(blood(), 24 * HOUR, [])).toBe(0.5);
    expect(strengthOf(blood(), 24 * HOUR, rainFrom(3, 5))).toBe(0.125);
    expect(strengthOf(blood(), 24 * HOUR, rainFrom(3, 5, 0.5))).toBe(0.25);
    expect(strengthOf(blood({ leftGms: 10 * HOUR }), 34 * HOUR, rainFrom(3, 5))).toBe(0.5);
  });

  it('do not mind rain when they are corpses', () => {
    expect(strengthOf(blood({ kind: 'CORPSE' }), 72 * HOUR, rainFrom(0, 72))).toBe(0.5);
  });

  it('never grow, and lose the same in one stretch as in two', () => {
    const hours = fc.nat(60);
    fc.assert(
      fc.property(fc.constantFrom(...TRACE_KINDS), hours, hours, hours, hours, (kind, a, b, from, rain) => {
        const sky = rainFrom(from, from + rain);
        const [middle, end] = [a * HOUR, (a + b) * HOUR];
        const first = shareLeft(AGEING[kind], { fromGms: 0, toGms: middle }, sky);
        const second = shareLeft(AGEING[kind], { fromGms: middle, toGms: end }, sky);
        const whole = shareLeft(AGEING[kind], { fromGms: 0, toGms: end }, sky);
        expect(whole).toBeLessThanOrEqual(first);
        expect(whole).toBeCloseTo(first * second, 10);
      }),
    );
  });

  it('are seen down to a twentieth, strongest first, 200 at most', () => {
    const weak = blood({ id: 'w', strength: 0.06 });
    expect(visibleTraces([weak, blood()], 0, []).map(({ trace }) => trace.id)).toEqual(['b', 'w']);
    expect(visibleTraces([weak], 24 * HOUR, [])).toEqual([]);
    let traces: readonly Trace[] = [];
    for (let n = 0; n < MAX_TRACES + 5; n += 1) traces = addTrace(traces, blood({ id: `t${n}`, strength: 1 + n }), []);
    expect(traces).toHaveLength(MAX_TRACES);
    expect(traces.some(({ id }) => id === 't0')).toBe(false);
  });
});

describe('a sky', () => {
  it('takes late news to their place, and the same news once', () => {
    const late = addSpell(rainFrom(3, 5), { fromGms: 4 * HOUR, state: 'STORM', intensity: 1 });
    expect(late?.map(({ state }) => state)).toEqual(['RAIN', 'STORM', 'CLEAR']);
    expect(washingHours(late ?? [], 'RAIN', { fromGms: 0, toGms: 10 * HOUR })).toBe(1);
    expect(addSpell(rainFrom(3, 5), { fromGms: 3 * HOUR, state: 'RAIN', intensity: 1 })).toBeUndefined();
  });
});
