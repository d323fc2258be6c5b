import { HistoryEventKind, type HistoryEvent } from '@bodybroker/contracts-orchestration';
import type { HistoryLine } from '../domain/execution.js';
import { toWireFailure } from './to-wire-failure.js';

/** A line of history as callers see it. */
export function toHistoryEvent(line: HistoryLine): HistoryEvent {
  const { sequence, atMs, kind, stepId = '', attempt = 0, error, delayMs, note = '' } = line;
  return {
    sequence: BigInt(sequence),
    atMs: BigInt(atMs),
    kind: HistoryEventKind[kind],
    stepId,
    attempt,
    note,
    ...(error === undefined ? {} : { error: toWireFailure(error) }),
    ...(delayMs === undefined ? {} : { delayMs: BigInt(delayMs) }),
  };
}
