import { settleArcs, type StoryRules } from './settle-arcs.js';
import { StoryDraft } from './story-draft.js';
import { newStory, type Story } from './story.js';

/** A story as it is now, ready to be changed, and the rules at its own time. */
export interface OpenStory {
  readonly draft: StoryDraft;
  readonly rules: StoryRules;
}

/**
 * Brings a story to the present: time has passed, and arcs have begun or ended since it was written. Reading does no more than
 * this, so that what is read is what a write would find.
 * @param gms the time of what happens, if it is told more exactly than by the world's clock
 */
export function openStory(
  story: Story | undefined,
  { playerId, worldId }: Pick<Story, 'playerId' | 'worldId'>,
  rules: StoryRules,
  gms = 0,
): OpenStory {
  const nowGms = Math.max(gms, rules.moment.gms);
  const draft = new StoryDraft(story ?? newStory(playerId, worldId, nowGms), nowGms);
  const present = { ...rules, moment: { ...rules.moment, gms: draft.gms } };
  settleArcs(draft, present);
  return { draft, rules: present };
}
