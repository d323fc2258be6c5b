import { noLogger } from '@bodybroker/telemetry';
import type { PlaceOptions } from '../src/workers/worker-place.js';
import { Workers } from '../src/workers/workers.js';
import { workersReadiness } from '../src/workers/workers-readiness.js';
import { FakeWorker } from './fixtures/fake-worker.js';

const CRASHED = { code: 1, signal: null };

/** Workers whose pauses end when a test says so; what processes show is in e2e/src/workers.spec.ts. */
function crew(count: number, options: Partial<PlaceOptions> = {}) {
  const started: FakeWorker[] = [];
  const arrivals: { ms: number; over: () => void }[] = [];
  let nowMs = 0;
  const workers = new Workers(count, {
    start: () => {
      const worker = new FakeWorker();
      started.push(worker);
      return worker;
    },
    pause: (ms, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => resolve(), { once: true });
      arrivals.push({ ms, over: resolve });
      return promise;
    },
    random: () => 1,
    now: () => nowMs,
    logger: noLogger,
    ...options,
  });
  /** The next pause that is not one between two looks at a worker. */
  const nextRest = async (): Promise<number> => {
    for (;;) {
      const at = arrivals.findIndex(({ ms }) => ms !== 5000);
      const [pause] = at === -1 ? [] : arrivals.splice(at, 1);
      if (pause !== undefined) {
        pause.over();
        return pause.ms;
      }
      await turn();
    }
  };
  return { workers, started, arrivals, nextRest, pass: (ms: number) => (nowMs += ms) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function crashNewest(started: readonly FakeWorker[], count: number): Promise<void> {
  while (started.length < count) await turn();
  started.at(-1)?.end(CRASHED);
}

describe('workers', () => {
  it('come back after pauses that double up to ten seconds', async () => {
    const { workers, started, nextRest } = crew(1);
    const running = workers.run();
    const pauses: number[] = [];
    for (let crash = 1; crash <= 8; crash += 1) {
      await crashNewest(started, crash);
      pauses.push(await nextRest());
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    while (started.length < 9) await turn();
    void workers.stop({ timeoutMs: 1000 });
    started.at(-1)?.end({ code: 0, signal: null });
    expect(await running).toBe('stopped');
  });

  it('draw their pauses from the upper half, so that they do not come back together', async () => {
    const { workers, started, nextRest } = crew(1, { random: () => 0 });
    void workers.run();
    await crashNewest(started, 1);
    expect(await nextRest()).toBe(125);
  });

  it('come back quickly again after they have run well for a minute', async () => {
    const { workers, started, nextRest, pass } = crew(1);
    void workers.run();
    await crashNewest(started, 1);
    await nextRest();
    while (started.length < 2) await turn();
    pass(60_001);
    await crashNewest(started, 2);
    expect(await nextRest()).toBe(250);
  });

  it('are not started again when one says that its configuration is bad', async () => {
    const { workers, started } = crew(2);
    const running = workers.run();
    started[1]?.end({ code: 78, signal: null });
    expect(await running).toBe('bad configuration');
    expect(started).toHaveLength(2);
  });

  it('are killed when they do not answer, and replaced', async () => {
    const { workers, started, arrivals, nextRest } = crew(1);
    void workers.run();
    arrivals.shift()?.over();
    while (arrivals.length === 0) await turn();
    expect(started[0]?.told).toEqual([]);
    Object.assign(started[0] ?? {}, { answer: undefined });
    arrivals.shift()?.over();
    await nextRest();
    expect(started[0]?.told).toEqual(['kill']);
    while (started.length < 2) await turn();
  });

  it('are all told to stop, and killed when they take too long', async () => {
    const { workers, started, nextRest } = crew(2);
    const running = workers.run();
    const stopping = workers.stop({ timeoutMs: 700 });
    started[0]?.end({ code: 0, signal: null });
    await turn();
    expect(await nextRest()).toBe(700);
    expect(await stopping).toBe('cut off');
    expect(started.map(({ told }) => told)).toEqual([['stop'], ['stop', 'kill']]);
    expect(await running).toBe('stopped');
  });

  it.each([
    [{ code: 0, signal: null }, 'finished'],
    [{ code: null, signal: 'SIGTERM' }, 'finished'],
    [{ code: 1, signal: null }, 'cut off'],
    [{ code: null, signal: 'SIGSEGV' }, 'cut off'],
  ] as const)('tell by %j that they have %s when they were told to stop', async (end, how) => {
    const { workers, started } = crew(2);
    void workers.run();
    const stopping = workers.stop({ timeoutMs: 700 });
    started[0]?.end({ code: 0, signal: null });
    started[1]?.end(end);
    expect(await stopping).toBe(how);
  });

  it('are ready while one of them is', async () => {
    const { workers, started } = crew(2);
    void workers.run();
    Object.assign(started[0] ?? {}, { answer: { ready: true, checks: {} } });
    Object.assign(started[1] ?? {}, { answer: undefined });
    expect(await workersReadiness(workers)).toEqual({
      ready: true,
      checks: { workers: '1 of 2 ready' },
      detail: { workers: { 1: { ready: true, checks: {} }, 2: 'no answer' } },
    });
    Object.assign(started[0] ?? {}, { answer: { ready: false, checks: {} } });
    expect(await workersReadiness(workers)).toMatchObject({ ready: false, checks: { workers: '0 of 2 ready' } });
  });
});
