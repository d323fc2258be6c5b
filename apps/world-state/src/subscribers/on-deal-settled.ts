import { DealSettled } from '@bodybroker/contracts-body-broker-integration';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { settleDeal } from '../domain/settle-deal.js';

const DURABLE = 'world-state-deals';

/** A deal heats up the ward of its client, once. */
export const onDealSettled = ({ worlds }: Deps): Subscriber =>
  subscriber<DealSettled>({
    event: DealSettled,
    durable: DURABLE,
    filterSubject: 'game.deal.settled.*',
    handle: async ({ deal }, { event: { eventId } }) => {
      if (deal === undefined || !worlds.ids.has(deal.worldId)) return;
      const { regionId, npcId } = deal;
      const parts = Math.max(deal.count, deal.partIds.length);
      const receipt = { actor: DURABLE, method: 'DealSettled', key: eventId, fingerprint: 'event' };
      await worlds.writeOnce(deal.worldId, receipt, (draft) => settleDeal(draft, { regionId, npcId, parts }), {
        respond: () => new Uint8Array(),
      });
    },
  });
