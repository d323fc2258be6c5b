import { connect } from 'node:net';
import { EventCounter } from './event-counter.js';
import type { HttpTarget } from './http-target.js';
import type { LoadResult } from './load-result.js';

/** Reads one event stream for a while as fast as it comes. `answers` are events; there are no latencies. */
export function readEvents(target: HttpTarget, options: { readonly seconds: number }): Promise<LoadResult> {
  const counter = new EventCounter();
  return new Promise((resolve) => {
    const socket = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
    let startMs = performance.now();
    let errors = 0;
    const timer = setTimeout(() => socket.destroy(), options.seconds * 1000);
    socket.write(target.request);
    socket.once('data', (bytes: Buffer) => {
      startMs = performance.now();
      if (!bytes.toString('latin1', 0, 16).startsWith('HTTP/1.1 200')) errors += 1;
    });
    socket.on('data', (bytes: Buffer) => counter.push(bytes));
    socket.on('error', () => (errors += 1));
    socket.on('close', () => {
      clearTimeout(timer);
      const seconds = (performance.now() - startMs) / 1000;
      resolve({ answers: counter.count, errors, seconds, p50Ms: 0, p99Ms: 0, maxMs: 0 });
    });
  });
}
