import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpTarget } from '../load/http-target.js';
import { medianOf } from '../report/statistics.js';
import { processUsage } from '../stand/process-usage.js';

/** By how much memory grew while a reader took nothing, in bytes. */
export interface StalledMemory {
  readonly growthBytes: number;
  readonly byProcess: Readonly<Record<string, number>>;
}

const SETTLE_MS = 1000;
const LOOK_EVERY_MS = 100;

/**
 * Opens a stream, reads nothing of it, and watches the memory of those who send: how much more it is in the second half of
 * the time than before, in the middle, since a collection may come at any moment.
 */
export async function stalledReader(
  target: HttpTarget,
  options: { readonly pids: Readonly<Record<string, number>>; readonly seconds: number },
): Promise<StalledMemory> {
  await delay(SETTLE_MS);
  const watched = Object.entries(options.pids).map(([name, pid]) => {
    const rss = (): number => processUsage(pid).rssBytes;
    return { name, rss, before: rss(), later: [] as number[] };
  });
  const socket = connect({ port: target.port, host: '127.0.0.1' });
  socket.pause();
  await once(socket, 'connect');
  socket.write(target.request);
  try {
    await delay(options.seconds * 500);
    for (const endMs = performance.now() + options.seconds * 500; performance.now() < endMs;) {
      for (const { rss, later } of watched) later.push(rss());
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    socket.destroy();
  }
  const grown = watched.map(({ name, before, later }) => [name, Math.max(0, medianOf(later) - before)] as const);
  return { growthBytes: grown.reduce((sum, [, bytes]) => sum + bytes, 0), byProcess: Object.fromEntries(grown) };
}
