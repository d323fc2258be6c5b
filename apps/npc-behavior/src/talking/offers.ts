import { TalkOffer_Kind, type TalkOffer } from '@bodybroker/contracts-npc-behavior';
import type { Intent } from '../domain/intent.js';
import type { Npc } from '../domain/npc.js';

/** Those one can do business with. */
const TRADERS = new Set([
  'apothecary',
  'bonecarver',
  'broker',
  'butcher',
  'collector',
  'fence',
  'innkeeper',
  'moneylender',
  'surgeon',
]);

/** What an NPC has for a player who asks for it: the names of it; whether the player may have it others decide. */
export function offersOf(npc: Npc, intent: Intent): TalkOffer[] {
  if (intent === 'WORK') return npc.questIds.map((id) => ({ kind: TalkOffer_Kind.QUEST, id }));
  const isTrade = intent === 'TRADE' || intent === 'HAGGLE';
  return isTrade && TRADERS.has(npc.archetype) ? [{ kind: TalkOffer_Kind.TRADE, id: '' }] : [];
}
