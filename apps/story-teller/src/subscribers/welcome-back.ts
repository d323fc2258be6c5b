import type { ClientSessionOpened } from '@bodybroker/contracts-body-broker-integration';
import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { Deps } from '../deps.js';
import { hasCounted, hearEvent } from '../domain/hear-event.js';
import { openStory } from '../domain/open-story.js';
import { recap } from '../domain/recap.js';
import { eventMark } from '../mapping/event-mark.js';

/** Who was away for longer gets a recap. */
const LONG_MS = 12 * 3_600_000;
const RECAP_WORDS = 70;
const RECAP_ENTRIES = 100;

/** A player opens a session: after half a day a recap of what was goes into the chronicle. Safe to run twice. */
export async function welcomeBack(
  { stories, rulesOf, worldIds }: Pick<Deps, 'stories' | 'rulesOf' | 'worldIds'>,
  { playerId, openedMs, lastSeenMs }: ClientSessionOpened,
  { eventId, worldId }: EventEnvelope,
): Promise<void> {
  if (lastSeenMs === undefined || Number(openedMs - lastSeenMs) <= LONG_MS || !worldIds.has(worldId)) return;
  const owner = { playerId, worldId };
  const found = await stories.chronicle(owner, { limit: RECAP_ENTRIES });
  const text = recap(
    found.map(({ entry }) => entry),
    RECAP_WORDS,
  );
  if (text === '') return;
  const present = await rulesOf(worldId);
  const mark = eventMark(eventId);
  await stories.changeIf(owner, (story) => {
    if (story !== undefined && hasCounted(story, mark)) return undefined;
    const { draft } = openStory(story, owner, present);
    const entry = { text: `You have been away. ${text}`, refs: [] };
    const event = { type: 'story.recap', mark, isOwn: false, gms: undefined };
    hearEvent(draft, event, { tension: 0, knowledge: [], entry });
    draft.finish();
    return { draft };
  });
}
