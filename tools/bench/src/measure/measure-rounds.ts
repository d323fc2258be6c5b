import type { LoadCommand } from '../load/load-command.js';
import type { LoadResult } from '../load/load-result.js';
import { processUsage } from '../stand/process-usage.js';
import type { Subject } from '../stand/subject.js';
import type { Measurement, Round } from './measurement.js';

export interface RoundOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly inFlight: number;
  readonly ratePerSecond: number;
  readonly onProgress: (text: string) => void;
}

const WARM_UP_SECONDS = 1;

/** Measures all subjects in turn, round after round, so that a noisy moment of the machine hits all alike. */
export async function measureRounds(
  subjects: readonly Subject[],
  options: RoundOptions,
): Promise<readonly Measurement[]> {
  const { rounds, inFlight, onProgress } = options;
  for (const { name, load, target } of subjects) {
    onProgress(`warming up: ${name}`);
    await load.ask({ kind: 'saturate', ...(target && { target }), inFlight, seconds: WARM_UP_SECONDS });
  }
  const measured = new Map<Subject, Round[]>(subjects.map((subject) => [subject, []]));
  for (let number = 1; number <= rounds; number += 1) {
    // There and back again, so that none always comes after the same other one.
    for (const subject of number % 2 === 1 ? subjects : subjects.toReversed()) {
      onProgress(`round ${number} of ${rounds}: ${subject.name}`);
      measured.get(subject)?.push(await measureRound(subject, options));
    }
  }
  return subjects.map((subject) => ({
    name: subject.name,
    rounds: measured.get(subject) ?? [],
    rssBytes: Object.fromEntries(Object.entries(subject.pids).map(([name, pid]) => [name, processUsage(pid).rssBytes])),
  }));
}

async function measureRound({ load, target, also, pids }: Subject, options: RoundOptions): Promise<Round> {
  const { seconds, inFlight, ratePerSecond } = options;
  const to = target === undefined ? {} : { target };
  const ask = (command: LoadCommand): Promise<LoadResult> => load.ask(command);
  const cpuBefore = cpuSeconds(pids);
  const busy = await ask({ kind: 'saturate', ...to, inFlight, seconds });
  const cpuMicros = ((cpuSeconds(pids) - cpuBefore) / Math.max(1, busy.answers)) * 1e6;
  const round = {
    perSecond: busy.answers / busy.seconds,
    cpuMicros,
    busyP50Ms: busy.p50Ms,
    busyP99Ms: busy.p99Ms,
    errors: busy.errors,
  };
  if (also === 'constant-rate') {
    const { p50Ms, p99Ms, errors } = await ask({ kind: 'rate', ...to, perSecond: ratePerSecond, seconds });
    return { ...round, p50Ms, p99Ms, errors: round.errors + errors };
  }
  if (also === 'one-at-a-time') {
    const alone = await ask({ kind: 'saturate', ...to, inFlight: 1, seconds });
    return { ...round, alonePerSecond: alone.answers / alone.seconds, errors: round.errors + alone.errors };
  }
  return round;
}

function cpuSeconds(pids: Subject['pids']): number {
  return Object.values(pids).reduce((sum, pid) => sum + processUsage(pid).cpuSeconds, 0);
}
