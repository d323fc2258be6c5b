import { setTimeout as delay } from 'node:timers/promises';

/** Waits so many milliseconds; resolves early when the signal aborts, and never rejects. Injected, so that tests need not wait. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Sleeps for real, without keeping the process alive for it. */
export const systemSleep: Sleep = (ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
