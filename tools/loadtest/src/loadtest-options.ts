import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Thresholds } from './report/judge.js';
import { checkHost } from './check-host.js';
import type { Arrivals } from './schedule/due-times.js';

export interface LoadtestOptions {
  /** Scheme, host and port of the gateway. */
  readonly origin: string;
  readonly isLoopback: boolean;
  readonly perSecond: number;
  readonly minutes: number;
  readonly arrivals: Arrivals;
  readonly warmUpSeconds: number;
  readonly players: number;
  readonly streams: number;
  readonly cutStreamsEverySeconds: number;
  readonly mostInFlight: number;
  readonly timeoutMs: number;
  readonly seed: number;
  readonly weights: ReadonlyMap<string, number>;
  readonly thresholds: Thresholds;
  /** Folder of the reports; undefined: one of its own under .data/loadtest. */
  readonly reportDir: string | undefined;
}

/** The command line cannot be followed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FLAGS = {
  url: { type: 'string' },
  rate: { type: 'string', default: '50' },
  minutes: { type: 'string', default: '1' },
  arrivals: { type: 'string', default: 'constant' },
  'warm-up': { type: 'string', default: '5' },
  players: { type: 'string' },
  streams: { type: 'string', default: '20' },
  'cut-streams-every': { type: 'string', default: '30' },
  'max-in-flight': { type: 'string', default: '512' },
  'timeout-ms': { type: 'string', default: '10000' },
  weights: { type: 'string', default: '' },
  seed: { type: 'string', default: '1' },
  report: { type: 'string' },
  'max-p50-ms': { type: 'string' },
  'max-p99-ms': { type: 'string' },
  'max-error-rate': { type: 'string' },
  'max-first-event-p99-ms': { type: 'string' },
  'max-stream-drops': { type: 'string' },
  'yes-load-this-host': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Where `npm start` says what runs in this checkout. */
const STACK_FILE = '.data/stack.json';
/** One player for so many requests a second: enough that a stall of some seconds does not keep all of them busy. */
const RATE_OF_A_PLAYER = 2;
const FEWEST_PLAYERS = 10;

/** @throws UsageError what is wrong with the command line, or that nothing runs */
export function parseLoadtestOptions(argv: readonly string[]): LoadtestOptions | 'help' {
  const values = valuesOf(argv);
  if (values.help) return 'help';
  const perSecond = aboveZero('--rate', values.rate);
  const optional = (
    flag: 'max-p50-ms' | 'max-p99-ms' | 'max-error-rate' | 'max-first-event-p99-ms' | 'max-stream-drops',
  ) => (values[flag] === undefined ? undefined : atLeastZero(`--${flag}`, values[flag]));
  return {
    ...checkHost(values.url ?? urlOfStack(), values['yes-load-this-host']),
    perSecond,
    minutes: aboveZero('--minutes', values.minutes),
    arrivals: arrivalsOf(values.arrivals),
    warmUpSeconds: atLeastZero('--warm-up', values['warm-up']),
    players: values.players === undefined ? playersFor(perSecond) : wholeAboveZero('--players', values.players),
    streams: whole('--streams', values.streams),
    cutStreamsEverySeconds: atLeastZero('--cut-streams-every', values['cut-streams-every']),
    mostInFlight: wholeAboveZero('--max-in-flight', values['max-in-flight']),
    timeoutMs: wholeAboveZero('--timeout-ms', values['timeout-ms']),
    seed: whole('--seed', values.seed),
    weights: weightsOf(values.weights),
    thresholds: {
      maxP50Ms: optional('max-p50-ms'),
      maxP99Ms: optional('max-p99-ms'),
      maxErrorRate: optional('max-error-rate'),
      maxFirstEventP99Ms: optional('max-first-event-p99-ms'),
      maxStreamDrops: optional('max-stream-drops'),
    },
    reportDir: values.report,
  };
}

function valuesOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const playersFor = (perSecond: number): number => Math.max(FEWEST_PLAYERS, Math.ceil(perSecond / RATE_OF_A_PLAYER));

function arrivalsOf(text: string): Arrivals {
  if (text === 'constant' || text === 'poisson') return text;
  throw new UsageError(`--arrivals ${text}: constant or poisson`);
}

/** `time=0,log in=2` */
function weightsOf(text: string): ReadonlyMap<string, number> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return new Map(
    pairs.map((pair) => {
      const [name = '', weight = ''] = pair.split('=', 2).map((part) => part.trim());
      return [name, atLeastZero(`--weights ${name}`, weight)] as const;
    }),
  );
}

function atLeastZero(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new UsageError(`${flag} ${text}: must be a number, 0 or above`);
  }
  return value;
}

function aboveZero(flag: string, text: string): number {
  const value = atLeastZero(flag, text);
  if (value === 0) throw new UsageError(`${flag} ${text}: must be above 0`);
  return value;
}

function whole(flag: string, text: string): number {
  const value = atLeastZero(flag, text);
  if (!Number.isInteger(value)) throw new UsageError(`${flag} ${text}: must be a whole number`);
  return value;
}

function wholeAboveZero(flag: string, text: string): number {
  return whole(flag, String(aboveZero(flag, text)));
}

function urlOfStack(): string {
  try {
    return (JSON.parse(readFileSync(STACK_FILE, 'utf8')) as { url: string }).url;
  } catch {
    throw new UsageError(`nothing runs here (no ${STACK_FILE}): npm start first, or give --url`);
  }
}
