import type { JsonValue } from '@bufbuild/protobuf';
import type { HostileCase } from './hostile-case.js';
import { hostileCases, plausibleCases } from './hostile-cases.js';
import type { Exchange, HostileClient } from './hostile-client.js';
import type { HttpRequest } from './http-request.js';
import type { KnownValues } from './known-values.js';
import { symptomsOf } from './symptoms.js';
import type { TargetMethod } from './target-method.js';

export interface RoundOptions {
  readonly client: HostileClient;
  readonly seed: string;
  readonly known: KnownValues;
  /** Cases of one method. */
  readonly budget: number;
  readonly unavailable: readonly string[];
  /** Told of every exchange. */
  readonly onExchange?: (method: TargetMethod, hostile: HostileCase, exchange: Exchange) => void;
}

const PARALLEL = 8;
const SHOWN = 600;

/** Sends plausible messages to methods and learns from what they answer. Returns what was wrong, in words. */
export async function learnRound(methods: readonly TargetMethod[], options: RoundOptions): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const method of readersFirst(methods)) {
    faults.push(...(await sendAll(method, plausibleCases(method, options), options)));
  }
  return faults;
}

/** Sends hostile messages to methods. Returns what was wrong, in words: method, input and answer. */
export async function hostileRound(
  methods: readonly TargetMethod[],
  options: RoundOptions,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const method of methods) {
    const budget = method.streams === 'no' ? options.budget : Math.ceil(options.budget / 2);
    faults.push(...(await sendAll(method, hostileCases(method, { ...options, budget }), options)));
  }
  return faults;
}

const readersFirst = (methods: readonly TargetMethod[]): readonly TargetMethod[] => {
  const reads = ({ name }: TargetMethod): boolean => name.startsWith('List');
  return [...methods.filter(reads), ...methods.filter((method) => !reads(method)), ...methods.filter(reads)];
};

/** One fault of each kind is told: the same thing breaks in many ways. */
async function sendAll(
  method: TargetMethod,
  cases: readonly HostileCase[],
  options: RoundOptions,
): Promise<readonly string[]> {
  const exchanges = await inParallel(cases, (hostile) => options.client.send(method, hostile));
  const faults = new Map<string, string>();
  cases.forEach((hostile, i) => {
    const exchange = exchanges[i];
    if (exchange === undefined) return;
    options.onExchange?.(method, hostile, exchange);
    const { answer, request } = exchange;
    if (typeof answer !== 'string' && answer.status === 200) learn(options.known, method, answer.text);
    const symptoms =
      typeof answer === 'string'
        ? [answer]
        : symptomsOf(answer, {
            over: request.over,
            // A method that waits for something says how long it may.
            patienceMs: method.timeoutMs,
            sent: sentText(request),
            unavailable: options.unavailable,
          });
    for (const symptom of symptoms) {
      if (!faults.has(symptom)) faults.set(symptom, described(method, hostile, exchange, symptom));
    }
  });
  return [...faults.values()];
}

function described(method: TargetMethod, hostile: HostileCase, { request, answer }: Exchange, symptom: string): string {
  const answered = typeof answer === 'string' ? answer : `${answer.status} ${answer.text.slice(0, SHOWN)}`;
  return [
    `${method.service} ${method.name}: ${symptom}`,
    `  when ${hostile.what}, sent by ${hostile.sender}`,
    `  ${request.verb} ${sentText(request).slice(0, SHOWN)}`,
    `  answered ${answered}`,
  ].join('\n');
}

/** Path and body; bytes in hexadecimal. */
function sentText({ path, body }: HttpRequest): string {
  return `${path} ${typeof body === 'string' ? body : Buffer.from(body ?? '').toString('hex')}`;
}

function learn(known: KnownValues, { service }: TargetMethod, text: string): void {
  try {
    known.learn(service, JSON.parse(text) as JsonValue);
  } catch {
    // A stream's text; its ids are met elsewhere.
  }
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return results;
}
