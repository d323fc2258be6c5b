import type { EventEnvelope } from '@bodybroker/contracts-common';
import type { Deps } from '../deps.js';
import { applyEvent } from '../domain/quest-progress.js';
import { eventMark } from '../mapping/event-mark.js';
import { eventValues } from '../mapping/event-values.js';
import { heardMessageOf } from '../mapping/heard-events.js';

/** Lets an event count for all quests its player has taken up in its world. Safe to run twice. */
export async function applyToPlayer(
  { books, quests, conditions }: Deps,
  { eventId, type, worldId, playerId }: EventEnvelope,
  payload: object,
): Promise<void> {
  const messageType = heardMessageOf(type);
  if (playerId === undefined || messageType === undefined) return;
  const { book } = await books.read(playerId);
  if (book.open.length === 0) return;
  const event = { mark: eventMark(eventId), type, values: eventValues(messageType, payload) };
  for (const { questId } of book.open) {
    await quests.change(questId, ({ quest, plan, moment }) =>
      quest.worldId === worldId ? applyEvent({ plan, moment, conditions }, quest, event) : undefined,
    );
  }
}
