import { HTTP_STATUS, isRpcErrorCode } from '@bodybroker/nats-sdk';

/** What came back. */
export interface HostileAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly tookMs: number;
}

/**
 * An answer to a refused request is for people: nobody reads more, and nothing sent is to come back in full. In bytes; Connect
 * says all of it three times.
 */
const LONGEST_PROBLEM: Readonly<Record<SymptomOptions['over'], number>> = { http: 4_096, connect: 12_288 };
const REASON = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
/** Statuses of HTTP itself that belong to no error code, and the code they come with. */
const OF_HTTP: Readonly<Record<number, string>> = {
  405: 'UNIMPLEMENTED',
  406: 'INVALID_ARGUMENT',
  413: 'RESOURCE_EXHAUSTED',
  431: 'RESOURCE_EXHAUSTED',
  415: 'INVALID_ARGUMENT',
};
const INSIDES: readonly RegExp[] = [
  /\bat .{1,200}\.[cm]?[jt]s:\d+/,
  /node_modules|\/apps\/|\/libs\/|main\.mjs/,
  /\b(?:Type|Reference|Range|Syntax)Error\b/,
  /cannot read propert|is not a function|is not iterable|^\w+ is not defined|undefined is not|not an object/i,
  /WRONGTYPE|NOSCRIPT|CROSSSLOT|user_script|\bEVALSHA\b|\bredis\b|\bioredis\b/i,
  /\bECONN|\bENOENT|\bEPIPE/,
  /\[object \w+\]|\bundefined\b|\bNaN\b|\bBigInt\b/,
];

export interface SymptomOptions {
  readonly over: 'http' | 'connect';
  /** How long the answer may take, in milliseconds. */
  readonly patienceMs: number;
  /** All that was sent: what an answer repeats of it tells nothing. */
  readonly sent: string;
  /** Reasons of UNAVAILABLE that are no fault here, such as those of a peer that was not started. */
  readonly unavailable: readonly string[];
}

/** What is wrong with an answer; nothing when it is good, whether it refuses or not. */
export function symptomsOf(answer: HostileAnswer, options: SymptomOptions): readonly string[] {
  const { over, patienceMs } = options;
  const { status, text, tookMs, contentType } = answer;
  const slow = tookMs > patienceMs ? [`took ${Math.round(tookMs)} ms`] : [];
  if (status === 200)
    return contentType.includes('json') && parsed(text) === undefined ? [...slow, 'is no JSON'] : slow;
  const problem = parsed(text);
  if (problem === undefined) return [...slow, `status ${status} without a problem in JSON`];
  const { code, reason, detail } = over === 'http' ? problem : fromConnect(problem);
  return [
    ...slow,
    ...refusalSymptoms({ status, code, reason, detail }, options),
    ...bodySymptoms(answer, options, detail),
  ];
}

function refusalSymptoms(
  { status, code, reason, detail }: Refusal,
  { over, unavailable }: SymptomOptions,
): readonly string[] {
  const symptoms: string[] = [];
  const known = isRpcErrorCode(code);
  if (!known) symptoms.push(`the code ${String(code)}`);
  // Connect has statuses of its own: https://connectrpc.com/docs/protocol#error-codes
  else if (over === 'http' && HTTP_STATUS[code] !== status && OF_HTTP[status] !== code)
    symptoms.push(`status ${status} with ${code}`);
  if (typeof reason !== 'string' || !REASON.test(reason)) symptoms.push(`the reason ${String(reason)}`);
  if (typeof detail !== 'string' || detail.trim() === '') symptoms.push('no detail');
  const excused = code === 'UNAVAILABLE' && unavailable.includes(String(reason));
  if (status >= 500 && !excused) symptoms.push(`status ${status} ${String(reason)}`);
  return symptoms;
}

function bodySymptoms(
  { text, contentType }: HostileAnswer,
  { over, sent }: SymptomOptions,
  detail: unknown,
): readonly string[] {
  const symptoms: string[] = [];
  const wanted = over === 'http' ? 'application/problem+json' : 'application/json';
  if (!contentType.startsWith(wanted)) symptoms.push(`the content type ${contentType}`);
  if (Buffer.byteLength(text) > LONGEST_PROBLEM[over]) symptoms.push(`${Buffer.byteLength(text)} bytes of problem`);
  for (const inside of INSIDES) {
    const [told] = inside.exec(String(detail)) ?? [];
    if (told !== undefined && !sent.includes(told)) symptoms.push(`tells "${told}"`);
  }
  return symptoms;
}

interface Refusal {
  readonly status: number;
  readonly code: unknown;
  readonly reason: unknown;
  readonly detail: unknown;
}

type Problem = Readonly<Record<string, unknown>>;

function parsed(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}

/** Connect's form of an error holds ours as its one detail. */
function fromConnect({ message, details }: Problem): Omit<Refusal, 'status'> {
  const [detail] = Array.isArray(details) ? (details as readonly Problem[]) : [];
  const { code, reason } = (detail?.['debug'] ?? {}) as Problem;
  return { code: String(code).replace(/^ERROR_CODE_/, ''), reason, detail: message };
}
