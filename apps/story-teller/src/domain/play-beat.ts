import { type DomainError, failedPrecondition } from '@bodybroker/domain';
import type { BeatEffects } from './beat.js';
import { runIdOf, type BeatRun, type ToldLine } from './beat-run.js';
import { applyEffects } from './apply-effects.js';
import type { CatalogueBeat } from './catalogue.js';
import { eligibilityOf } from './eligibility.js';
import { conditionsUnknown } from './moment.js';
import { addTension } from './pulse.js';
import { settleArcs, type StoryRules } from './settle-arcs.js';
import type { StoryDraft } from './story-draft.js';

/** What ink, or a text, told at once. */
export interface Passage {
  readonly lines: readonly ToldLine[];
  readonly choices: readonly ToldLine[];
  readonly inkState: string;
}

/** A beat moves the tension by this part of its intensity. */
const TENSION_SHARE = 0.25;
const EFFECT_TAG = /^effect:\s*(?<name>\S+)$/;

/**
 * Whether a beat can be started now.
 * @throws DomainError FAILED_PRECONDITION BEAT_ACTIVE {beat_run_id}, BEAT_NOT_ELIGIBLE {failed}; UNAVAILABLE CONDITIONS_UNKNOWN
 */
export function assertStartable(draft: StoryDraft, beat: CatalogueBeat, rules: StoryRules): void {
  const { story } = draft;
  if (story.activeRunId !== undefined) {
    throw failedPrecondition('BEAT_ACTIVE', 'one beat at a time', { beat_run_id: story.activeRunId });
  }
  const eligibility = eligibilityOf(beat, story, rules);
  if (eligibility.is === 'unknown') throw conditionsUnknown();
  if (eligibility.is === 'refused') {
    throw failedPrecondition('BEAT_NOT_ELIGIBLE', 'the beat cannot run now', { failed: eligibility.failed });
  }
}

/** The id the player's next run gets. */
export const nextRunId = ({ story: { playerId, worldId, runs } }: StoryDraft): string =>
  runIdOf(playerId, worldId, runs + 1);

/** Starts a beat that can be started. */
export function startBeat(
  draft: StoryDraft,
  beat: CatalogueBeat,
  passage: Passage,
  rules: StoryRules,
  correlationId: string,
): BeatRun {
  const { story, gms } = draft;
  const runId = nextRunId(draft);
  const { playerId, worldId, seen, groups } = story;
  const { moment } = rules;
  const run: BeatRun = {
    playerId,
    worldId,
    beatId: beat.id,
    title: beat.title,
    arcId: beat.arcId,
    status: 'RUNNING',
    ...passage,
    turn: 0,
    tellingHash: beat.tellingHash,
    locationId: moment.locationId === '' ? story.locationId : moment.locationId,
    npcId: moment.npcId,
  };
  draft.change({
    runs: story.runs + 1,
    activeRunId: runId,
    seen: { ...seen, [beat.id]: { times: (seen[beat.id]?.times ?? 0) + 1, lastGms: gms } },
    groups: beat.exclusiveGroup === '' ? groups : { ...groups, [beat.exclusiveGroup]: beat.id },
    pulse: addTension(story.pulse, beat.intensity * TENSION_SHARE),
  });
  draft.happenings.push({ kind: 'beat_started', runId, run, beat });
  const arcTitle = rules.catalogue.arcs.get(beat.arcId)?.title;
  draft.note('narr.story.beat_started', arcTitle === undefined ? `${beat.title}.` : `${arcTitle}: ${beat.title}.`, [
    beat.id,
    beat.arcId,
    run.locationId,
  ]);
  applyEffects(
    draft,
    [beat.effects, ...named(beat, passage.lines)],
    { card: beat, runId, turn: 0, correlationId },
    rules,
  );
  settleArcs(draft, rules);
  draft.finish();
  return run;
}

/** Goes on with a run by a choice. `beat` is undefined when it is no longer there: then its effects are gone too. */
export function makeChoice(
  draft: StoryDraft,
  chosen: { readonly runId: string; readonly run: BeatRun; readonly choiceIndex: number },
  beat: CatalogueBeat | undefined,
  passage: Passage,
  rules: StoryRules,
  correlationId: string,
): BeatRun {
  const { runId, run, choiceIndex } = chosen;
  const choice = run.choices[choiceIndex];
  const text = choice?.text ?? '';
  const turn = run.turn + 1;
  const next: BeatRun = { ...run, ...passage, turn };
  draft.happenings.push({ kind: 'choice_made', runId, run: next, choiceIndex, text, turn: run.turn });
  draft.note('narr.story.choice_made', `${run.title}: you chose “${text}”.`, [run.beatId, run.arcId]);
  if (beat !== undefined) {
    applyEffects(draft, named(beat, passage.lines), { card: beat, runId, turn, correlationId }, rules);
  }
  settleArcs(draft, rules);
  draft.finish();
  return next;
}

/** Ends a run. */
export function endRun(
  draft: StoryDraft,
  runId: string,
  run: BeatRun,
  status: 'ENDED' | 'FAILED',
  rules: StoryRules,
): BeatRun {
  const ended: BeatRun = { ...run, status, choices: [] };
  if (draft.story.activeRunId === runId) {
    const { activeRunId: _, ...rest } = draft.story;
    draft.story = rest;
  }
  draft.happenings.push({ kind: 'beat_ended', runId, run: ended });
  settleArcs(draft, rules);
  draft.finish();
  return ended;
}

/** A run that an ink rule stopped: its saved state no longer fits, or the ink has a fault. */
export const inkStopped = (problem: string): DomainError =>
  failedPrecondition('INK_STOPPED', 'the beat cannot be told', { problem });

function named(beat: CatalogueBeat, lines: readonly ToldLine[]): readonly BeatEffects[] {
  return lines
    .flatMap(({ tags }) => tags)
    .flatMap((tag) => {
      const { name } = EFFECT_TAG.exec(tag)?.groups ?? {};
      const effects =
        name === undefined || !Object.hasOwn(beat.namedEffects, name) ? undefined : beat.namedEffects[name];
      return effects === undefined ? [] : [effects];
    });
}
