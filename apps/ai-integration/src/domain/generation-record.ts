import type { Answer } from './answer.js';
import { isTerminal, nextStreamState, type StreamState } from './stream-state.js';

/** For how long a replica that says nothing is believed to be at work. */
export const ALIVE_MS = 15_000;

/** What is kept of a generation. */
export interface GenerationRecord extends Answer {
  readonly id: string;
  /** See Caller. */
  readonly owner: string;
  /** For whom it is; absent for nobody in particular. */
  readonly playerId?: string;
  readonly decisionId: string;
  readonly delivery: 'STREAM' | 'WHOLE';
  readonly state: StreamState;
  readonly startedMs: number;
  /** Whoever runs it moves this on; past it, and not at its end, the generation died with its replica. */
  readonly aliveUntilMs: number;
  /** Of the last chunk; only of a stream that has ended. */
  readonly lastSequence?: number;
}

/** Its state as it is now: one whose replica is gone has failed. */
export function stateOf(record: GenerationRecord, nowMs: number): StreamState {
  return isTerminal(record.state) || nowMs <= record.aliveUntilMs
    ? record.state
    : nextStreamState(record.state, 'fail');
}
