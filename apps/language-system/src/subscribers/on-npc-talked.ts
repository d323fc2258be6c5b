import { NpcTalked } from '@bodybroker/contracts-npc-behavior';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { hearWords } from './hear-words.js';

const durable = 'language-system-talk';

/** Hearing a tongue teaches it. */
export const onNpcTalked = (deps: Deps): Subscriber =>
  subscriber({
    event: NpcTalked,
    durable: 'language-system-talk',
    filterSubject: 'game.npc.talked.*',
    handle: ({ playerId, languageId, heardLemmas, npcId }, { event: { eventId, type } }) =>
      hearWords(deps, { playerId, languageId, words: heardLemmas, source: `npc:${npcId}` }, { durable, type, eventId }),
  });
