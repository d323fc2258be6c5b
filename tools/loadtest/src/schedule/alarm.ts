import { Worker } from 'node:worker_threads';

/** Wakes somebody at a time of `performance.now()`. */
export interface Alarm {
  wait(atMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The bundle is one file, so the thread's code comes as text. It sleeps in Atomics.wait, which knows parts of a millisecond. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
const cell = new Int32Array(new SharedArrayBuffer(4));
parentPort.on('message', (at) => {
  const restMs = at - (performance.timeOrigin + performance.now());
  if (restMs > 0) Atomics.wait(cell, 0, 0, restMs);
  parentPort.postMessage(0);
});`;
/** A message from the other thread takes about so long; the rest is waited turn by turn. */
const EARLY_MS = 0.2;

/**
 * An alarm that is right to a fraction of a millisecond without keeping a core busy. `setTimeout` is a millisecond coarse,
 * either way, which is as long as an answer takes: it would be all one sees.
 */
export function startAlarm(): Alarm {
  const thread = new Worker(THREAD, { eval: true });
  const broken = new Promise<never>((_, reject) => thread.once('error', reject));
  broken.catch(() => undefined);
  return {
    wait: async (atMs) => {
      if (atMs - EARLY_MS > performance.now()) {
        const rung = new Promise<void>((resolve) => thread.once('message', () => resolve()));
        // The other thread's clock began at another time.
        thread.postMessage(performance.timeOrigin + atMs - EARLY_MS);
        await Promise.race([rung, broken]);
      }
      while (performance.now() < atMs) await new Promise((resolve) => setImmediate(resolve));
    },
    close: async () => {
      await thread.terminate();
    },
  };
}
