import { withQuality } from './qualities.js';
import type { QualityChange } from './beat.js';
import type { ChronicleEntry } from './chronicle.js';
import { addTension } from './pulse.js';
import { settleArcs, type StoryRules } from './settle-arcs.js';
import type { StoryDraft } from './story-draft.js';

/** Something another service says happened to a player. */
export interface RecordedEvent {
  readonly type: string;
  /** Added to the tension. */
  readonly weight: number;
  readonly text: string;
  readonly refs: readonly string[];
}

export function recordEvent(
  draft: StoryDraft,
  { type, weight, text, refs }: RecordedEvent,
  rules: StoryRules,
): ChronicleEntry {
  const entry = draft.note(type, text, refs);
  draft.change({ pulse: addTension(draft.story.pulse, weight) });
  settleArcs(draft, rules);
  draft.finish();
  return entry;
}

/** @returns what the quality is then. @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_QUALITIES */
export function adjustQuality(draft: StoryDraft, change: QualityChange, rules: StoryRules): number {
  draft.change({ qualities: withQuality(draft.story.qualities, change) });
  settleArcs(draft, rules);
  draft.finish();
  return draft.story.qualities[change.name] ?? 0;
}
