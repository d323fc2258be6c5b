import { inboxMuxOf, sendRequest } from '../src/index.js';
import { AnsweringBus } from './answering-bus.js';

/** What a process looks like after many calls. */
export interface AfterManyCalls {
  readonly answered: number;
  readonly aborted: number;
  readonly refused: number;
  readonly expired: number;
  readonly late: number;
  readonly openAddresses: number;
  readonly timers: number;
  readonly heapBeforeBytes: number;
  readonly heapAfterBytes: number;
  readonly seconds: number;
}

const IN_FLIGHT = 64;
const WARM_UP_CALLS = 50_000;
const BODY = new Uint8Array(16);

/** Of 1,000 calls one each: nobody listens, is answered twice, is never answered, and below: is aborted before its answer. */
const bus = new AnsweringBus((request) => {
  if (request % 1_000 === 0) return [503];
  if (request % 1_000 === 1) return [undefined, undefined];
  return isNeverAnswered(request) ? [] : [undefined];
});
const mux = inboxMuxOf(bus);
const exchange = { bus, mux, maxMessageBytes: 1_048_576 };
const outcomes = new Map<string, number>();
let made = 0;

function isNeverAnswered(call: number): boolean {
  return call % 1_000 === 2;
}

async function callOnce(): Promise<void> {
  made += 1;
  const abort = made % 1_000 === 500 ? new AbortController() : undefined;
  // The deadlines of all others are far off: what does not take them back is seen.
  const deadline = performance.now() + (isNeverAnswered(made) ? 100 : 600_000);
  const call = { subject: 'svc.a.v1.get', body: BODY, headers: {}, deadline };
  try {
    const reply = sendRequest(exchange, call, abort?.signal);
    abort?.abort();
    await reply;
    count('answered');
  } catch (error) {
    count((error as { readonly code: string }).code);
  }
}

function count(outcome: string): void {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

async function makeCalls(calls: number): Promise<void> {
  const last = made + calls;
  const caller = async (): Promise<void> => {
    while (made < last) await callOnce();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
}

function heapUsedBytes(): number {
  global.gc?.();
  global.gc?.();
  return process.memoryUsage().heapUsed;
}

// The timers of calls keep no process alive.
const alive = setInterval(() => undefined, 60_000);
await makeCalls(WARM_UP_CALLS);
outcomes.clear();
const lateBefore = mux.lateCount;
const heapBeforeBytes = heapUsedBytes();
const startedMs = performance.now();
await makeCalls(Number(process.argv[2]));
const seconds = (performance.now() - startedMs) / 1_000;
const after: AfterManyCalls = {
  answered: outcomes.get('answered') ?? 0,
  aborted: outcomes.get('CANCELLED') ?? 0,
  refused: outcomes.get('UNAVAILABLE') ?? 0,
  expired: outcomes.get('DEADLINE_EXCEEDED') ?? 0,
  late: mux.lateCount - lateBefore,
  openAddresses: mux.openCount,
  timers: mux.timers.size,
  heapBeforeBytes,
  heapAfterBytes: heapUsedBytes(),
  seconds,
};
clearInterval(alive);
process.stdout.write(JSON.stringify(after));
