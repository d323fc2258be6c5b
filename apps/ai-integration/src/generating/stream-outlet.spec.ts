import { noLogger } from '@bodybroker/telemetry';
import { MemoryStore } from '@bodybroker/storage';
import { NO_USAGE } from '../domain/answer.js';
import { ChunkLog } from '../storage/chunk-log.js';
import { HEARTBEAT_MS, StreamOutlet } from './stream-outlet.js';

const ended = { finishReason: 'STOP', modelRef: 'narrator:1', provider: 'embedded' } as const;

describe('StreamOutlet', () => {
  let outlet: StreamOutlet;
  let log: ChunkLog;

  beforeEach(() => {
    jest.useFakeTimers();
    log = new ChunkLog(new MemoryStore('x', { clock: { now: () => 0 } }));
    outlet = new StreamOutlet('gen_1', { log, logger: noLogger });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('repeats the last sequence in a heartbeat every five seconds of silence', async () => {
    const reader = outlet.read();
    outlet.say('One ');
    outlet.say('two');
    await reader.next();
    await reader.next();
    for (const _beat of [1, 2]) {
      const next = reader.next();
      await jest.advanceTimersByTimeAsync(HEARTBEAT_MS);
      expect(await next).toEqual({ done: false, value: { kind: 'heartbeat', sequence: 1 } });
    }
    outlet.say(' three');
    expect((await reader.next()).value).toMatchObject({ kind: 'delta', sequence: 2 });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps what it says, before the end is given', async () => {
    outlet.say('One ');
    outlet.say('two');
    await outlet.saved();
    expect(await log.text('gen_1')).toBe('One two');
    outlet.close(outlet.done(ended, NO_USAGE));
    const kinds: string[] = [];
    for await (const { kind } of outlet.read()) kinds.push(kind);
    expect(kinds).toEqual(['delta', 'delta', 'usage', 'done']);
  });

  it('goes on when the log does not', async () => {
    const append = jest.fn(() => Promise.reject(new Error('down')));
    const broken = new StreamOutlet('gen_2', { log: { append } as unknown as ChunkLog, logger: noLogger });
    broken.say('One');
    await broken.saved();
    expect((await broken.read().next()).value).toMatchObject({ text: 'One' });
  });

  it('gives all that was said before it fails', async () => {
    outlet.say('One');
    outlet.fail(new Error('no'));
    const reader = outlet.read();
    expect((await reader.next()).value).toMatchObject({ text: 'One' });
    await expect(reader.next()).rejects.toThrow('no');
  });
});
