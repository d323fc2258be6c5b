import type { EventContext } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { NewMemory } from '../domain/memory.js';
import type { NpcRef } from '../storage/person.js';

/** Has somebody remember an event, once however often it is delivered. Nothing happens when there is no such NPC. */
export async function rememberEvent(
  deps: Deps,
  ref: NpcRef,
  memory: Omit<NewMemory, 'gms'>,
  { event }: Pick<EventContext, 'event'>,
): Promise<void> {
  if (ref.npcId === '' || !deps.worlds.ids.has(ref.worldId)) return;
  await deps.settle(ref.worldId);
  const [person] = await deps.roster.read(ref.worldId, [ref.npcId]);
  if (person === undefined) return;
  const gms = await deps.worlds.gmsNow(ref.worldId);
  const receipt = { actor: 'event', method: 'remember', key: event.eventId, fingerprint: ref.npcId };
  await deps.minds.remember(ref, () => ({ news: [{ ...memory, gms }] }), { gms, receipt });
}
