import { RpcError } from '@bodybroker/nats-sdk';
import { FakeOutgoing, nextTurn } from '../../test/fixtures/fake-outgoing.js';
import type { FrameSource } from './frame-source.js';
import { pump } from './pump.js';
import type { StreamEncoder } from './stream-encoder.js';
import { StreamSink } from './stream-sink.js';

const encoder: StreamEncoder = {
  contentType: 'text/plain',
  opening: '',
  heartbeat: '',
  frame: (bytes, output) => {
    if (bytes[0] === 0xff) throw new RpcError('NOT_FOUND', 'NO_MORE', 'no');
    output.bytes(bytes);
  },
  end: () => 'END',
  error: ({ reason }) => `ERROR ${reason}`,
};

/** Frames that come in bursts: one is waited for, the rest of its burst is ready. */
class Bursts implements FrameSource {
  taken = 0;
  returned = 0;
  readonly #bursts: string[][];
  #ready: string[] = [];

  constructor(bursts: string[][]) {
    this.#bursts = bursts;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#ready.length === 0) {
      await nextTurn();
      this.#ready = [...(this.#bursts.shift() ?? [])];
    }
    const value = this.takeReady();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }

  takeReady(): Uint8Array | undefined {
    const frame = this.#ready.shift();
    if (frame === undefined) return undefined;
    this.taken += 1;
    return Buffer.from(frame, 'latin1');
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.returned += 1;
    return Promise.resolve({ done: true, value: undefined });
  }
}

describe('pump', () => {
  let outgoing: FakeOutgoing;
  let leave: AbortController;

  beforeEach(() => {
    outgoing = new FakeOutgoing();
    leave = new AbortController();
  });

  const run = (frames: FrameSource): Promise<RpcError | undefined> => {
    const sink = new StreamSink(outgoing.asResponse, { stallMs: 1000 });
    sink.open({});
    return pump(frames, frames.next(), { sink, encoder, signal: leave.signal });
  };
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index};`);

  it('writes each burst once', async () => {
    const burst = numbered(64);
    await expect(run(new Bursts([burst, burst, ['last']]))).resolves.toBeUndefined();
    expect(outgoing.writes).toEqual([burst.join(''), burst.join(''), 'last', 'END']);
  });

  it('takes no more while the reader is behind, and loses nothing when it stalls again and again', async () => {
    const all = numbered(1000);
    const frames = new Bursts(Array.from({ length: 10 }, (_, index) => all.slice(index * 100, index * 100 + 100)));
    outgoing.holdsBytes = 1;
    let isOver = false;
    const over = run(frames).then(() => (isOver = true));
    while (!isOver) {
      for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      const { taken } = frames;
      for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      // Until the reader takes something nothing is taken for it.
      expect(frames.taken).toBe(taken);
      outgoing.drain();
      await nextTurn();
    }
    await over;
    expect(outgoing.text).toBe(`${all.join('')}END`);
  });

  it('sends what came before an error, then the error', async () => {
    const frames = new Bursts([['a', 'b', '\xff', 'c']]);
    await expect(run(frames)).resolves.toMatchObject({ reason: 'NO_MORE' });
    await nextTurn();
    expect([outgoing.writes, frames.returned]).toEqual([['abERROR NO_MORE'], 1]);
  });

  it('ends at once when it is aborted, while it waits for a frame and while it waits for the reader', async () => {
    const silent: FrameSource = { next: () => new Promise(() => undefined) };
    const waits = run(silent);
    leave.abort(new RpcError('CANCELLED', 'CLIENT_GONE', 'gone'));
    await expect(waits).resolves.toMatchObject({ reason: 'CLIENT_GONE' });

    leave = new AbortController();
    outgoing = new FakeOutgoing();
    outgoing.holdsBytes = 1;
    const frames = new Bursts([numbered(10), numbered(10), numbered(10)]);
    const stalled = run(frames);
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    leave.abort(new RpcError('UNAVAILABLE', 'SHUTTING_DOWN', 'stop'));
    await expect(stalled).resolves.toMatchObject({ reason: 'SHUTTING_DOWN' });
    expect([frames.returned, outgoing.writableEnded]).toEqual([1, true]);
  });

  it('stops in the middle of a burst when the client goes', async () => {
    outgoing.holdsBytes = 1;
    const frames = new Bursts([numbered(10), numbered(64), numbered(64)]);
    const over = run(frames);
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    const { taken } = frames;
    outgoing.destroy();
    await expect(over).resolves.toMatchObject({ reason: 'READER_GONE' });
    expect([frames.taken, frames.returned]).toEqual([taken, 1]);
    expect(outgoing.text).not.toContain('END');
  });
});
