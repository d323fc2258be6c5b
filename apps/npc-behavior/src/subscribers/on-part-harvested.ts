import { PartHarvested } from '@bodybroker/contracts-body-broker-integration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { nameParts } from '../domain/name-parts.js';
import { weightOf } from '../domain/npc.js';
import { notice, witnessesAt } from '../workers/notice.js';
import { rememberEvent } from './remember-event.js';

const SEEN_IMPORTANCE = 5;
/** To those who keep order it is their business. */
const OFFICIAL_IMPORTANCE = 8;
/** A crowd is no better witness than a dozen. */
const MOST_WITNESSES = 12;
const CORPSE_STRENGTH = 0.9;

/** Those who are awake where a part is taken have seen it. */
export const onPartHarvested = (deps: Deps): Subscriber =>
  subscriber({
    event: PartHarvested,
    durable: 'npc-behavior-parts',
    filterSubject: 'game.part.harvested.*',
    handle: async ({ worldId, locationId, playerId, partType, sourceId }, context) => {
      if (!deps.worlds.ids.has(worldId) || locationId === '') return;
      const witnesses = (await witnessesAt(deps, worldId, locationId)).slice(0, MOST_WITNESSES);
      for (const { ref, npc } of witnesses) {
        const importance = weightOf(npc, 'keep-order') > 0 ? OFFICIAL_IMPORTANCE : SEEN_IMPORTANCE;
        const text = `I saw a broker take ${nameParts(partType, 1)} at ${locationId.replaceAll('-', ' ')}.`;
        const subjectIds = [playerId, partType, sourceId].filter((id) => id !== '');
        await rememberEvent(deps, ref, { kind: 'OBSERVATION', text, subjectIds, importance }, context);
      }
      const corpse = { kind: 'CORPSE', subjectId: sourceId, locationId, strength: CORPSE_STRENGTH } as const;
      await notice(deps, worldId, witnesses, [corpse]);
    },
  });
