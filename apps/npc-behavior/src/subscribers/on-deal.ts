import { DealBreached, DealSettled } from '@bodybroker/contracts-body-broker-integration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { nameParts } from '../domain/name-parts.js';
import { rememberEvent } from './remember-event.js';

const BREACH_IMPORTANCE = 7;
const SETTLED_IMPORTANCE = 5;

/** A client remembers what was delivered, and better what was not. What it thinks of the broker the settlement itself changes. */
export const onDeal = (deps: Deps): Subscriber =>
  subscriber<DealSettled | DealBreached>({
    event: [DealSettled, DealBreached],
    durable: 'npc-behavior-deals',
    filterSubject: 'game.deal.>',
    handle: async ({ deal }, context) => {
      if (deal === undefined) return;
      const { npcId, worldId, playerId, partType, count, price, contractId } = deal;
      const isBreach = context.event.type === 'game.deal.breached';
      const goods = nameParts(partType, count);
      const text = isBreach
        ? `A broker took my contract for ${goods} and did not deliver. I have the paper.`
        : `A broker brought me ${goods} for ${price} marks, as written.`;
      await rememberEvent(
        deps,
        { worldId, npcId },
        {
          kind: 'DEAL',
          text,
          subjectIds: [playerId, partType, contractId],
          importance: isBreach ? BREACH_IMPORTANCE : SETTLED_IMPORTANCE,
        },
        context,
      );
    },
  });
