import { BeatRun as WireRun, BeatRunStatus } from '@bodybroker/contracts-story-teller';
import type { BeatRun, ToldLine } from '../domain/beat-run.js';
import { fitLines } from '../domain/fit-lines.js';

/** A run as its player reads it: without the lines the player does not want to. Choices keep their places. */
export function toRun(id: string, run: BeatRun, version: bigint, without: readonly string[]): WireRun {
  const lines = fitLines(run.lines, without);
  return WireRun.create({
    id,
    playerId: run.playerId,
    beatId: run.beatId,
    title: run.title,
    arcId: run.arcId,
    status: BeatRunStatus[run.status],
    text: lines.map(({ text }) => text).filter((text) => text !== ''),
    choices: run.choices.map(({ text }, index) => ({ index, text })),
    tags: [...new Set(lines.flatMap(({ tags }: ToldLine) => tags))],
    turn: run.turn,
    version,
  });
}
