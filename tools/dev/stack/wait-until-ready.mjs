import { setTimeout as delay } from 'node:timers/promises';

/**
 * Shows who is still starting until all are ready, one has failed for good, or the time is over.
 * @param {readonly import('./supervised-process.mjs').SupervisedProcess[]} processes
 * @param {{ timeoutMs: number, signal: AbortSignal }} options
 * @returns {Promise<void>}
 */
export async function waitUntilReady(processes, { timeoutMs, signal }) {
  const deadlineMs = performance.now() + timeoutMs;
  const live = process.stdout.isTTY === true;
  let shown = '';
  while (!signal.aborted) {
    const waiting = processes.filter(({ state }) => state === 'starting' || state === 'restarting');
    const ready = processes.filter(({ state }) => state === 'ready').length;
    const names = waiting.slice(0, 4).map(({ plan }) => plan.name);
    const more = waiting.length > 4 ? `, ${waiting.length - 4} more` : '';
    const text = `ready ${ready}/${processes.length}${names.length ? `, waiting for ${names.join(', ')}${more}` : ''}`;
    if (text !== shown) {
      if (live) process.stdout.write(`\r\u001b[2K  ${text}`);
      else console.log(`  ${text}`);
      shown = text;
    }
    if (waiting.length === 0 || performance.now() > deadlineMs) break;
    await delay(200, undefined, { signal }).catch(() => undefined);
  }
  if (live) process.stdout.write('\n');
}
