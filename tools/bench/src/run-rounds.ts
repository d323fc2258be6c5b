import { measureAtRate, type LatencySummary } from './constant-rate.js';
import { processUsage } from './process-usage.js';
import { saturate } from './saturate.js';
import { spreadOf, type Spread } from './statistics.js';
import type { SubjectUnderTest } from './subject-under-test.js';

export interface RoundOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly inFlight: number;
  readonly ratePerSecond: number;
  readonly onProgress: (text: string) => void;
}

export interface Measurement {
  readonly name: string;
  readonly perSecond: Spread;
  /** CPU of all processes that do the work, per request, in microseconds. */
  readonly cpuMicros: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
  readonly errors: number;
  /** Memory after the last round, by process. */
  readonly rssBytes: Readonly<Record<string, number>>;
}

interface Round extends LatencySummary {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

/** Measures all subjects in turn, round after round, so that a noisy moment of the machine hits all alike. */
export async function runRounds(
  subjects: readonly SubjectUnderTest[],
  options: RoundOptions,
): Promise<readonly Measurement[]> {
  const rounds = new Map<string, Round[]>(subjects.map(({ name }) => [name, []]));
  for (const subject of subjects) await saturate(() => subject.send(), { inFlight: options.inFlight, seconds: 1 });
  for (let number = 1; number <= options.rounds; number += 1) {
    for (const subject of subjects) {
      options.onProgress(`round ${number} of ${options.rounds}: ${subject.name}`);
      rounds.get(subject.name)?.push(await measure(subject, options));
    }
  }
  return subjects.map((subject) => summarise(subject, rounds.get(subject.name) ?? []));
}

async function measure(subject: SubjectUnderTest, options: RoundOptions): Promise<Round> {
  const before = cpuSeconds(subject);
  const load = await saturate(() => subject.send(), { inFlight: options.inFlight, seconds: options.seconds });
  const cpuMicros = ((cpuSeconds(subject) - before) / Math.max(1, load.requests)) * 1e6;
  const latency = await measureAtRate(() => subject.send(), {
    perSecond: options.ratePerSecond,
    seconds: options.seconds,
  });
  return { ...latency, perSecond: load.perSecond, cpuMicros, errors: load.errors + latency.errors };
}

function summarise(subject: SubjectUnderTest, rounds: readonly Round[]): Measurement {
  const spread = (pick: (round: Round) => number): Spread => spreadOf(rounds.map(pick));
  return {
    name: subject.name,
    perSecond: spread((round) => round.perSecond),
    cpuMicros: spread((round) => round.cpuMicros),
    p50Ms: spread((round) => round.p50Ms),
    p99Ms: spread((round) => round.p99Ms),
    errors: rounds.reduce((sum, round) => sum + round.errors, 0),
    rssBytes: Object.fromEntries(Object.entries(subject.pids).map(([name, pid]) => [name, processUsage(pid).rssBytes])),
  };
}

function cpuSeconds(subject: SubjectUnderTest): number {
  return Object.values(subject.pids).reduce((sum, pid) => sum + processUsage(pid).cpuSeconds, 0);
}
