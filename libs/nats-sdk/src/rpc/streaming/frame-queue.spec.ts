import { RpcError } from '../rpc-error.js';
import type { Frame } from './frame.js';
import { FrameQueue } from './frame-queue.js';

const frame = (): Frame => ({ headers: {}, body: new Uint8Array(0) });

describe('FrameQueue', () => {
  it('gives credit for half a window at a time, as frames are read', async () => {
    const granted: number[] = [];
    const queue = new FrameQueue(4, (credit) => granted.push(credit));
    for (let i = 0; i < 4; i += 1) queue.push(frame());
    expect(granted).toEqual([]);
    await queue.next();
    expect(granted).toEqual([]);
    await queue.next();
    expect(granted).toEqual([6]);
    await queue.next();
    await queue.next();
    expect(granted).toEqual([6, 8]);
  });

  it('gives what is there without a wait, and credit for it', async () => {
    const granted: number[] = [];
    const queue = new FrameQueue(4, (credit) => granted.push(credit));
    const frames = Array.from({ length: 4 }, frame);
    for (const one of frames) queue.push(one);
    expect([queue.takeReady(), queue.takeReady()]).toEqual(frames.slice(0, 2));
    expect(granted).toEqual([6]);
    await expect(queue.next()).resolves.toBe(frames[2]);
    expect([queue.takeReady(), queue.takeReady()]).toEqual([frames[3], undefined]);
    queue.end();
    expect(queue.takeReady()).toBeUndefined();
    await expect(queue.next()).resolves.toBeUndefined();
  });

  it('refuses more than it gave credit for', () => {
    const queue = new FrameQueue(2, () => undefined);
    queue.push(frame());
    queue.push(frame());
    expect(() => queue.push(frame())).toThrow(expect.objectContaining({ reason: 'CREDIT_EXCEEDED' }));
  });

  it('hands out what is there before the end, and drops it on an error', async () => {
    const ended = new FrameQueue(2, () => undefined);
    ended.push(frame());
    ended.close(undefined);
    await expect(ended.next()).resolves.toBeDefined();
    await expect(ended.next()).resolves.toBeUndefined();
    const broken = new FrameQueue(2, () => undefined);
    broken.push(frame());
    broken.close(new RpcError('UNAVAILABLE', 'PEER_LOST', 'gone'));
    await expect(broken.next()).rejects.toMatchObject({ reason: 'PEER_LOST' });
  });

  it('wakes a reader that waits', async () => {
    const queue = new FrameQueue(2, () => undefined);
    const next = queue.next();
    queue.push(frame());
    await expect(next).resolves.toBeDefined();
    const last = queue.next();
    queue.end();
    await expect(last).resolves.toBeUndefined();
  });
});
