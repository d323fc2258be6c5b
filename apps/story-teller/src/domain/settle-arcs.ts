import type { ConditionCache } from '@bodybroker/conditions';
import type { Arc } from './arc.js';
import type { Catalogue } from './catalogue.js';
import type { Moment } from './moment.js';
import { decide, storyValues } from './story-conditions.js';
import type { StoryDraft } from './story-draft.js';
import { arcStatus } from './story.js';

/** What decides about a story, beside the story itself. */
export interface StoryRules {
  readonly catalogue: Catalogue;
  readonly conditions: ConditionCache;
  readonly moment: Moment;
}

/** An arc that ends lets another begin, and so on: a step more than there can be arcs and acts in a chain that makes sense. */
const MAX_ROUNDS = 25;

/** Begins, moves on and ends the arcs whose conditions hold now. What hangs on unknown facts waits. */
export function settleArcs(draft: StoryDraft, rules: StoryRules): void {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const changed = [...rules.catalogue.arcs.values()].filter((arc) => settleArc(draft, arc, rules));
    if (changed.length === 0) return;
  }
}

/** Moves an arc to another of its acts; nothing happens unless it is active. */
export function moveArc(draft: StoryDraft, arc: Arc, actId: string): void {
  if (arcStatus(draft.story, arc.id) !== 'ACTIVE' || !arc.acts.some(({ id }) => id === actId)) return;
  draft.change({ arcs: { ...draft.story.arcs, [arc.id]: { status: 'ACTIVE', actId } } });
}

/** Ends an arc that is active; one that has ended keeps its ending. */
export function endArc(draft: StoryDraft, arc: Arc, endingId: string): void {
  const progress = draft.story.arcs[arc.id];
  const ending = arc.endings.find(({ id }) => id === endingId);
  if (progress?.status !== 'ACTIVE' || ending === undefined) return;
  const status = ending.isFailure ? 'FAILED' : 'COMPLETED';
  draft.change({ arcs: { ...draft.story.arcs, [arc.id]: { status, actId: progress.actId, endingId } } });
  draft.happenings.push({ kind: 'arc_ended', arcId: arc.id, title: arc.title, endingId, status });
  const words = [ending.title, ending.text].filter((text) => text !== '').join('. ');
  draft.note('narr.story.arc_ended', `${arc.title} has ended: ${words}`, [arc.id, endingId]);
}

/** Whether the arc changed. */
function settleArc(draft: StoryDraft, arc: Arc, { catalogue, conditions, moment }: StoryRules): boolean {
  const holds = (text: string): boolean =>
    text !== '' && decide(conditions, text, storyValues(draft.story, moment, catalogue)) === 'holds';
  const progress = draft.story.arcs[arc.id];
  if (progress === undefined) return holds(arc.start) && startArc(draft, arc);
  if (progress.status !== 'ACTIVE') return false;
  const ending = arc.endings.find(({ condition }) => holds(condition));
  if (ending !== undefined) {
    endArc(draft, arc, ending.id);
    return true;
  }
  const at = arc.acts.findIndex(({ id }) => id === progress.actId);
  const next = arc.acts[at + 1];
  if (at < 0 || next === undefined || !holds(arc.acts[at]?.advance ?? '')) return false;
  moveArc(draft, arc, next.id);
  return true;
}

function startArc(draft: StoryDraft, arc: Arc): boolean {
  const [first] = arc.acts;
  if (first === undefined) return false;
  draft.change({ arcs: { ...draft.story.arcs, [arc.id]: { status: 'ACTIVE', actId: first.id } } });
  draft.happenings.push({ kind: 'arc_started', arcId: arc.id, title: arc.title, actId: first.id });
  draft.note('narr.story.arc_started', `${arc.title} has begun. ${arc.summary}`, [arc.id]);
  return true;
}
