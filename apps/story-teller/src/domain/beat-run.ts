import { DomainError, notFound, versionConflict } from '@bodybroker/domain';

export type RunStatus = 'RUNNING' | 'ENDED' | 'FAILED';

/** A paragraph, with the tags of its ink line. */
export interface ToldLine {
  readonly text: string;
  readonly tags: readonly string[];
}

/** A beat a player is in, or was. */
export interface BeatRun {
  readonly playerId: string;
  readonly worldId: string;
  readonly beatId: string;
  readonly title: string;
  readonly arcId: string;
  readonly status: RunStatus;
  /** Told since the last choice. */
  readonly lines: readonly ToldLine[];
  readonly choices: readonly ToldLine[];
  /** +1 with each choice. */
  readonly turn: number;
  /** The content it began with, whatever was written since. */
  readonly tellingHash: string;
  /** Ink's own state as JSON; empty for a beat without ink. */
  readonly inkState: string;
  readonly locationId: string;
  readonly npcId: string;
}

export const MAX_TURNS = 50;

/** `brn_<player>.<world>.<n>`: tells in which shard the run is. */
export const runIdOf = (playerId: string, worldId: string, n: number): string => `brn_${playerId}.${worldId}.${n}`;

const RUN_ID = /^brn_(?<playerId>[a-z0-9_-]+)\.(?<worldId>[a-z0-9][a-z0-9_.-]*)\.(?<n>[1-9]\d*)$/;

/** Whose run it is, and where. @throws DomainError NOT_FOUND BEAT_RUN_NOT_FOUND for what is no id of one */
export function ownerOfRun(runId: string): { readonly playerId: string; readonly worldId: string } {
  const { playerId, worldId } = RUN_ID.exec(runId)?.groups ?? {};
  if (playerId === undefined || worldId === undefined) throw notFound('beat run', runId);
  return { playerId, worldId };
}

/**
 * Whether a choice can be made now.
 * @throws DomainError VERSION_CONFLICT for a stale turn; FAILED_PRECONDITION BEAT_OVER, TOO_MANY_TURNS; INVALID_ARGUMENT
 * CHOICE_OUT_OF_RANGE
 */
export function assertChoosable(runId: string, run: BeatRun, choiceIndex: number, expectedTurn: number): void {
  if (run.status !== 'RUNNING') throw refused('BEAT_OVER', 'the beat is over', { status: run.status });
  if (run.turn !== expectedTurn) throw versionConflict(`turn of ${runId}`, BigInt(run.turn));
  if (run.turn >= MAX_TURNS) throw refused('TOO_MANY_TURNS', `a run has at most ${MAX_TURNS} turns`);
  if (choiceIndex < run.choices.length) return;
  const rule = run.choices.length === 0 ? 'there is nothing to choose' : `must be below ${run.choices.length}`;
  throw new DomainError('INVALID_ARGUMENT', 'CHOICE_OUT_OF_RANGE', `choice_index: ${rule}`, {
    details: { field: 'choice_index', rule },
  });
}

function refused(reason: string, message: string, details: Readonly<Record<string, string>> = {}): DomainError {
  return new DomainError('FAILED_PRECONDITION', reason, message, { details });
}
