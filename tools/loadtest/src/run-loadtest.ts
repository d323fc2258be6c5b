import { arch, cpus, platform } from 'node:os';
import { GatewayClient } from './client/gateway-client.js';
import type { LoadtestOptions } from './loadtest-options.js';
import { Recorder } from './measure/recorder.js';
import { StreamTallies } from './measure/stream-tally.js';
import { keepLoggedIn } from './players/keep-logged-in.js';
import type { Player } from './players/player.js';
import { PlayerPool } from './players/player-pool.js';
import { readWorld } from './players/read-world.js';
import { signUpPlayers } from './players/sign-up-players.js';
import type { LoadReport } from './report/load-report.js';
import { makeReport } from './report/make-report.js';
import { checkWeights, scenarioTable, type ScenarioTableOptions } from './scenarios/scenario-table.js';
import { startAlarm } from './schedule/alarm.js';
import { dueTimes } from './schedule/due-times.js';
import { seededRandom } from './schedule/seeded-random.js';
import { sendOnTime } from './schedule/send-on-time.js';
import { weightedChoice } from './schedule/weighted-choice.js';
import { Traffic } from './traffic.js';
import { openWatches } from './watches/open-watches.js';

export interface RunOptions {
  readonly runId: string;
  /** Ends the run early, with a report of what was done. */
  readonly interrupted: AbortSignal;
  readonly log: (line: string) => void;
}

/** How long an interrupted run waits for what is under way. */
const PATIENCE_MS = 2000;
const now = (): number => performance.now();

/** Signs players up, warms up, measures, and answers what was found. @throws SetupFailed when it cannot begin */
export async function runLoadtest(options: LoadtestOptions, run: RunOptions): Promise<LoadReport> {
  const doing = { weights: options.weights, purchases: options.isLoopback ? 'sandbox' : 'none' } as const;
  checkWeights(doing);
  const client = new GatewayClient(options);
  try {
    const players = await signUp(client, options, run);
    return await measure(client, players, doing, options, run);
  } finally {
    await client.close();
  }
}

async function signUp(
  client: GatewayClient,
  { players: count }: LoadtestOptions,
  { runId, interrupted, log }: RunOptions,
): Promise<readonly Player[]> {
  log(
    `making ${count} players, load-${runId}-0 to load-${runId}-${count - 1}; their accounts stay when the test is over`,
  );
  let told = 0;
  const players = await signUpPlayers(client, {
    count,
    runId,
    signal: interrupted,
    onSignedUp: (done) => {
      if (done < count && now() - told < 5000) return;
      told = now();
      log(`${done} of ${count} players are in`);
    },
  });
  return players;
}

async function measure(
  client: GatewayClient,
  players: readonly Player[],
  doing: Omit<ScenarioTableOptions, 'setting'>,
  options: LoadtestOptions,
  { runId, interrupted, log }: RunOptions,
): Promise<LoadReport> {
  const random = seededRandom(options.seed);
  const world = await readWorld(client, players[0]?.token ?? '', interrupted);
  const scenarios = scenarioTable({ ...doing, setting: { world, random, now } });
  const warmUpMs = options.warmUpSeconds * 1000;
  const durationMs = options.minutes * 60_000;
  const startedAt = new Date().toISOString();
  const over = new AbortController();
  const alarm = startAlarm();
  // The thread takes a moment to start, and the first request is not to wait for that.
  await alarm.wait(now() + 50);
  const startMs = now() + 50;
  const measureFromMs = startMs + warmUpMs;
  const recorder = new Recorder(measureFromMs, durationMs);
  const streams = new StreamTallies();
  const traffic = new Traffic({
    client,
    recorder,
    streams,
    players: new PlayerPool(players),
    choose: weightedChoice(scenarios, random),
    now,
    mostInFlight: options.mostInFlight,
  });
  log(
    `${options.warmUpSeconds} s of warm-up, then ${options.minutes * 60} s at ${options.perSecond}/s, ${options.arrivals} arrivals`,
  );
  const beside = Promise.all([
    openWatches(client, {
      players,
      world,
      tallies: streams,
      streams: options.streams,
      overMs: warmUpMs,
      cutEveryMs: options.cutStreamsEverySeconds * 1000,
      countFromMs: measureFromMs,
      random: seededRandom(options.seed + 1),
      now,
      signal: over.signal,
    }),
    keepLoggedIn(client, players, {
      signal: over.signal,
      now: Date.now,
      onFailure: ({ username }, error) => log(`${username} could not renew a token: ${String(error)}`),
    }),
  ]);
  try {
    await sendOnTime({
      dueTimes: dueTimes({
        arrivals: options.arrivals,
        perSecond: options.perSecond,
        durationMs: warmUpMs + durationMs,
        random,
      }),
      send: (dueMs, sentMs) => traffic.send(dueMs, sentMs),
      signal: interrupted,
      alarm,
      now,
      startMs,
    });
    const measuredMs = interrupted.aborted ? Math.max(0, now() - measureFromMs) : durationMs;
    log(`no more is sent; ${traffic.inFlight} under way`);
    await traffic.drain(patience(interrupted));
    return makeReport(
      {
        runId,
        startedAt,
        url: options.origin,
        settings: settingsOf(options),
        machine: {
          node: process.version,
          platform: `${platform()} ${arch()}`,
          cpus: cpus().length,
          cpu: cpus()[0]?.model ?? '',
        },
        measuredSeconds: measuredMs / 1000,
        isInterrupted: interrupted.aborted,
      },
      recorder,
      streams,
    );
  } finally {
    over.abort();
    await Promise.all([beside, alarm.close()]);
  }
}

/** Aborts when an interrupted run has waited long enough; one that goes its way waits for each request's own timeout. */
function patience(interrupted: AbortSignal): AbortSignal {
  const impatient = new AbortController();
  const begin = (): void => {
    setTimeout(() => impatient.abort(), PATIENCE_MS).unref();
  };
  if (interrupted.aborted) begin();
  else interrupted.addEventListener('abort', begin, { once: true });
  return impatient.signal;
}

function settingsOf(options: LoadtestOptions): LoadReport['settings'] {
  return {
    rate: options.perSecond,
    minutes: options.minutes,
    arrivals: options.arrivals,
    'warm-up s': options.warmUpSeconds,
    players: options.players,
    streams: options.streams,
    'streams cut every s': options.cutStreamsEverySeconds,
    'in-flight cap': options.mostInFlight,
    'timeout ms': options.timeoutMs,
    seed: options.seed,
    weights: [...options.weights].map(([name, weight]) => `${name}=${weight}`).join(', ') || 'as in the table',
  };
}
