import {
  drained,
  failed,
  goneAtMs,
  register,
  renew,
  statusAt,
  succeeded,
  takesCalls,
  type KnownInstance,
} from './instance.js';

const start = (instanceId: string): KnownInstance =>
  renew(
    register(undefined, { service: 's', instanceId, version: '1.0.0', zone: '', capacity: 0, methods: [] }, 1000, 0),
    { load: 0, inFlight: 0 },
    0,
  );
const fail = (known: KnownInstance, times: number, others: readonly KnownInstance[], nowMs = 0): KnownInstance =>
  Array.from({ length: times }).reduce<KnownInstance>((at) => failed(at, others, nowMs), known);

describe('an instance', () => {
  const [a, b, c] = [start('a'), start('b'), start('c')];

  it('is ejected at the fifth failure in a row, for 30 s, then probed', () => {
    expect(statusAt(fail(a, 4, [b]), 0)).toBe('UP');
    const out = fail(a, 5, [b]);
    expect([statusAt(out, 29_999), takesCalls(out, 0)]).toEqual(['EJECTED', false]);
    expect(statusAt(out, 30_000)).toBe('UP');
    expect(failed(out, [b], 30_000)).toMatchObject({ status: 'EJECTED', timesEjected: 2, ejectedUntilMs: 90_000 });
    expect(succeeded(out, 30_000)).toMatchObject({ status: 'UP', failuresInRow: 0, timesEjected: 0 });
    expect(succeeded(fail(a, 4, [b]), 0).failuresInRow).toBe(0);
  });

  it('is out for five minutes at most', () => {
    let at = a;
    let nowMs = 0;
    for (let round = 0; round < 20; round += 1) {
      at = fail(at, 5, [b], nowMs);
      expect((at.ejectedUntilMs ?? 0) - nowMs).toBeLessThanOrEqual(300_000);
      nowMs = at.ejectedUntilMs ?? 0;
    }
    expect(at.timesEjected).toBe(20);
  });

  it('is never the last one ejected, nor one of more than half', () => {
    expect(statusAt(fail(a, 50, []), 0)).toBe('UP');
    expect(statusAt(fail(a, 50, [fail(b, 5, [a])]), 0)).toBe('UP');
    expect(statusAt(fail(a, 5, [fail(b, 5, [a, c]), c]), 0)).toBe('UP');
    expect(statusAt(fail(a, 5, [fail(b, 5, [a, c]), c, start('d')]), 0)).toBe('EJECTED');
  });

  it('is forgotten after three leases, and starts anew with another version', () => {
    expect(goneAtMs(renew(a, { load: 0, inFlight: 0 }, 500))).toBe(3500);
    const sick = fail(a, 4, [b]);
    expect(register(sick, sick.instance, 1000, 9).failuresInRow).toBe(4);
    expect(register(sick, { ...sick.instance, version: '2.0.0' }, 1000, 9)).toMatchObject({
      status: 'STARTING',
      failuresInRow: 0,
    });
    expect(takesCalls(drained(a, 5), 5)).toBe(false);
  });
});
