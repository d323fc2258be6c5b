import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { Deps } from '../deps.js';
import { readChain } from '../domain/beat-chain.js';
import { hasCounted, hearEvent } from '../domain/hear-event.js';
import { openStory } from '../domain/open-story.js';
import { settleArcs } from '../domain/settle-arcs.js';
import { eventMark } from '../mapping/event-mark.js';
import { gmsOf, hear } from '../mapping/heard-events.js';

/** Lets an event count for its player's story in its world. Safe to run twice. */
export async function countEvent(
  { stories, rulesOf, worldIds }: Deps,
  envelope: EventEnvelope,
  payload: object,
): Promise<void> {
  const { eventId, type, worldId, playerId, correlationId } = envelope;
  if (playerId === undefined || !worldIds.has(worldId)) return;
  const heard = hear(type, payload);
  if (heard === undefined) return;
  const owner = { playerId, worldId };
  const mark = eventMark(eventId);
  const isOwn = readChain(correlationId).depth > 0;
  const gms = gmsOf(envelope, payload);
  const present = await rulesOf(worldId);
  await stories.changeIf(owner, (story) => {
    if (story !== undefined && hasCounted(story, mark)) return undefined;
    const { draft, rules } = openStory(story, owner, present, gms);
    hearEvent(draft, { type, mark, isOwn, gms }, heard);
    settleArcs(draft, rules);
    draft.finish();
    return { draft };
  });
}
