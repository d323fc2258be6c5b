import type { Topology } from '@bodybroker/nats-sdk';

/** What event-bus needs of a server. */
export const EVENT_TOPOLOGY: Topology = {
  streams: [
    { name: 'GAME_EVENTS', subjects: ['game.>'] },
    { name: 'NARRATIVE_EVENTS', subjects: ['narr.>'] },
    { name: 'SYSTEM_EVENTS', subjects: ['sys.>'] },
    { name: 'DLQ', subjects: ['dlq.>'] },
    { name: 'PAYMENT_LEDGER', subjects: ['ledger.>'], removal: 'denied' },
  ],
  buckets: [{ name: 'contracts' }, { name: 'event_types' }],
  consumers: [],
};
