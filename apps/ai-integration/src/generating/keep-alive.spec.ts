import { noLogger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import { keepAlive } from './keep-alive.js';
import { LiveGenerations } from './live-generations.js';

describe('keepAlive', () => {
  const renewed: string[] = [];
  let answer: 'go-on' | 'stop';
  const deps = {
    records: { keepAlive: (id: string) => Promise.resolve((renewed.push(id), answer)) },
    liveStreams: { renew: (player: string, id: string) => Promise.resolve(void renewed.push(`${player}/${id}`)) },
    logger: noLogger,
  } as unknown as Deps;

  beforeEach(() => {
    jest.useFakeTimers();
    renewed.length = 0;
    answer = 'go-on';
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('renews record and stream until stopped', async () => {
    const live = new LiveGenerations().open('gen_1', new AbortController().signal);
    const life = keepAlive(deps, { id: 'gen_1', streamOf: 'p1' }, live);
    await jest.advanceTimersByTimeAsync(11_000);
    expect(renewed).toEqual(['p1/gen_1', 'gen_1', 'p1/gen_1', 'gen_1']);
    expect(live.signal.aborted).toBe(false);
    life.stop();
    await jest.advanceTimersByTimeAsync(11_000);
    expect(renewed).toHaveLength(4);
  });

  it('stops a generation that was cancelled, though the note of it was lost', async () => {
    answer = 'stop';
    const live = new LiveGenerations().open('gen_1', new AbortController().signal);
    const life = keepAlive(deps, { id: 'gen_1', streamOf: undefined }, live);
    await jest.advanceTimersByTimeAsync(5000);
    expect(live.signal.aborted).toBe(true);
    expect(renewed).toEqual(['gen_1']);
    life.stop();
  });
});

describe('LiveGenerations', () => {
  it('stops all at its end and waits until they are over', async () => {
    const live = new LiveGenerations();
    const { signal } = live.open('gen_1', new AbortController().signal);
    const over: string[] = [];
    void live.track(
      new Promise<void>((resolve) => signal.addEventListener('abort', () => setImmediate(resolve))).then(
        () => void over.push('gen_1'),
      ),
    );
    await live.close();
    expect(over).toEqual(['gen_1']);
  });

  it('stops no generation of another id', () => {
    const live = new LiveGenerations();
    const { signal } = live.open('gen_1', new AbortController().signal);
    live.cancel('gen_2');
    expect(signal.aborted).toBe(false);
    live.cancel('gen_1');
    expect(signal.aborted).toBe(true);
  });
});
