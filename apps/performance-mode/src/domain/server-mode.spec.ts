import { evaluated, setByHand, startServerMode, type ServerMode, type ServiceLoad } from './server-mode.js';

const targets = new Map([['auth', 50]]);
const load = (p95Ms: number, atMs: number, service = 'auth'): ServiceLoad => ({
  service,
  p95Ms,
  queueDepth: 0,
  errorRatio: 0,
  atMs,
});

/** Looks every 5 s at one load. */
function run(state: ServerMode, fromS: number, toS: number, p95Ms: number, service?: string): ServerMode {
  let at = state;
  for (let s = fromS; s <= toS; s += 5) at = evaluated(at, [load(p95Ms, s * 1000, service)], targets, s * 1000);
  return at;
}

describe('the server mode', () => {
  const normal = startServerMode(0);

  it('goes up one step after 30 s of an important service twice over its target', () => {
    expect(run(normal, 0, 25, 101).mode).toBe('NORMAL');
    expect(run(normal, 0, 30, 101)).toMatchObject({ mode: 'ECONOMY', reasons: ['auth answers in 101 ms (p95)'] });
    expect(run(normal, 0, 55, 101).mode).toBe('ECONOMY');
    expect(run(normal, 0, 60, 101).mode).toBe('EMERGENCY');
    expect(run(normal, 0, 600, 101).mode).toBe('EMERGENCY');
  });

  it('does not mind a service that is not important, nor an old report', () => {
    expect(run(normal, 0, 600, 9999, 'language-system').mode).toBe('NORMAL');
    const old = [load(9999, 0)];
    expect(evaluated({ ...normal, hotSinceMs: 0 }, old, targets, 61_000).mode).toBe('NORMAL');
  });

  it('goes down one step after two minutes of calm each', () => {
    const emergency = run(normal, 0, 60, 500);
    expect(run(emergency, 65, 180, 10).mode).toBe('EMERGENCY');
    expect(run(emergency, 65, 185, 10).mode).toBe('ECONOMY');
    expect(run(emergency, 65, 305, 10).mode).toBe('NORMAL');
  });

  it('starts counting anew after a moment of calm', () => {
    const nearly = run(normal, 0, 25, 500);
    expect(run(run(nearly, 30, 30, 10), 35, 60, 500).mode).toBe('NORMAL');
  });

  it('set by hand stays, whatever the load, until its time is over', () => {
    const manual = setByHand('EMERGENCY', { ttlMs: 60_000, reason: 'drill', nowMs: 0 });
    expect(run(manual, 5, 55, 1)).toMatchObject({ mode: 'EMERGENCY', reasons: ['drill'] });
    expect(run(manual, 5, 60, 1).mode).toBe('NORMAL');
  });
});
