import type { Feeling } from './beat.js';
import { addTension } from './pulse.js';
import { withQuality } from './qualities.js';
import type { StoryDraft } from './story-draft.js';
import type { Story } from './story.js';

/** Something an event tells about a player that stories remember. */
export type Knowledge =
  | { readonly kind: 'quest_accepted' | 'quest_done' | 'quest_failed'; readonly id: string }
  | { readonly kind: 'clues' | 'incidents' | 'lore'; readonly id: string }
  | { readonly kind: 'place'; readonly id: string }
  | { readonly kind: 'count'; readonly quality: string; readonly by: number }
  | { readonly kind: 'standing'; readonly npcId: string; readonly feelings: Readonly<Record<Feeling, number>> };

/** What an event means to a story. */
export interface Heard {
  /** Added to the tension. */
  readonly tension: number;
  readonly knowledge: readonly Knowledge[];
  /** Goes into the chronicle. */
  readonly entry?: { readonly text: string; readonly refs: readonly string[] };
}

/** An event as stories keep it. */
export interface HeardEvent {
  readonly type: string;
  /** So that it counts once. */
  readonly mark: string;
  /** Whether a beat caused it. */
  readonly isOwn: boolean;
  /** When it happened, if it tells: game ms. It may be heard of long after. */
  readonly gms: number | undefined;
}

// A list that only grows is cut at its old end.
const MOST_REMEMBERED = 300;
const MOST_MARKS = 128;

/** Whether the event has counted already. */
export const hasCounted = (story: Story, mark: string): boolean => story.marks.includes(mark);

/**
 * Lets an event count. What a beat caused is only remembered: it neither excites nor is told again, so that no beat feeds itself.
 */
export function hearEvent(
  draft: StoryDraft,
  { type, mark, isOwn, gms }: HeardEvent,
  { tension, knowledge, entry }: Heard,
): void {
  draft.change({ marks: [...draft.story.marks, mark].slice(-MOST_MARKS) });
  for (const each of knowledge) draft.change(learn(draft.story, each));
  if (isOwn) return;
  draft.change({ pulse: addTension(draft.story.pulse, tension) });
  if (entry !== undefined) draft.note(type, entry.text, entry.refs, gms);
}

function learn(story: Story, known: Knowledge): Partial<Story> {
  const { quests } = story;
  switch (known.kind) {
    case 'quest_accepted':
      return { quests: { ...quests, active: withId(quests.active, known.id) } };
    case 'quest_done':
      return { quests: { active: without(quests.active, known.id), done: withId(quests.done, known.id) } };
    case 'quest_failed':
      return { quests: { ...quests, active: without(quests.active, known.id) } };
    case 'clues':
    case 'incidents':
    case 'lore':
      return { [known.kind]: withId(story[known.kind], known.id) };
    case 'place':
      return { locationId: known.id };
    case 'count':
      return { qualities: withQuality(story.qualities, { name: known.quality, kind: 'delta', amount: known.by }) };
    case 'standing':
      return { standing: { ...story.standing, [known.npcId]: known.feelings } };
  }
}

const without = (ids: readonly string[], id: string): readonly string[] => ids.filter((each) => each !== id);
const withId = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids : [...ids, id].slice(-MOST_REMEMBERED);
