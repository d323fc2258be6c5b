import type { Call } from './client/call.js';
import { IN_FLIGHT_CAP, NO_FREE_PLAYER, type Outcome } from './client/outcome.js';
import type { Recorder } from './measure/recorder.js';
import type { StreamTallies } from './measure/stream-tally.js';
import type { PlayerPool } from './players/player-pool.js';
import type { Scenario } from './scenarios/scenario.js';

export interface TrafficOptions {
  readonly client: { send(call: Call, token: string, onEvent: () => void): Promise<Outcome> };
  readonly recorder: Recorder;
  readonly streams: StreamTallies;
  readonly players: PlayerPool;
  readonly choose: () => Scenario;
  readonly now: () => number;
  /** Requests under way at most; what is due beyond it is not sent, and counts as failed. */
  readonly mostInFlight: number;
}

/** Makes a request of each arrival. */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#underWay.size;
  }

  /** Sends one call, or counts why not. Returns at once. */
  send(dueMs: number, sentMs: number): void {
    const { choose, players, recorder, mostInFlight, now } = this.#options;
    const scenario = choose();
    const isFull = this.#underWay.size >= mostInFlight;
    const player = isFull ? undefined : players.take(scenario);
    if (player === undefined) {
      // Which of its calls it would have been is not known.
      const offered = recorder.offered({ name: `${scenario.name} (not sent)`, kind: 'unary' }, dueMs, sentMs);
      offered.ended({ kind: 'failed', errorClass: isFull ? IN_FLIGHT_CAP : NO_FREE_PLAYER }, now());
      return;
    }
    const call = scenario.next(player);
    const sending = this.#follow(call, player.token, dueMs, sentMs).finally(() => {
      players.giveBack(scenario, player);
      this.#underWay.delete(sending);
    });
    this.#underWay.add(sending);
  }

  /** Resolves when nothing is under way any more, or the signal aborts. */
  async drain(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([Promise.all(this.#underWay), aborted]);
  }

  async #follow(call: Call, token: string, dueMs: number, sentMs: number): Promise<void> {
    const { client, recorder, streams, now } = this.#options;
    const offered = recorder.offered(call, dueMs, sentMs);
    let firstMs: number | undefined;
    let previousMs = 0;
    const outcome = await client.send(call, token, () => {
      if (!offered.isMeasured) return;
      const atMs = now();
      const tally = streams.of(call.name, { beginsAtOnce: true });
      tally.events += 1;
      if (firstMs === undefined) firstMs = atMs;
      else tally.gap.record(atMs - previousMs);
      previousMs = atMs;
    });
    const endedMs = now();
    if (call.kind === 'unary') return offered.ended(outcome, endedMs);
    const latencyMs = (firstMs ?? endedMs) - dueMs;
    if (firstMs !== undefined) {
      const tally = streams.of(call.name, { beginsAtOnce: true });
      tally.opened += 1;
      tally.firstEvent.record(latencyMs);
    }
    return offered.ended(outcome, endedMs, latencyMs);
  }
}
