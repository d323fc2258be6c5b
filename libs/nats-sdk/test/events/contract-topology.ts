import type { Topology } from '../../src/events/topology/topology.js';

/** What the contract suites of event log and key-value bucket need to be there. */
export const CONTRACT_TOPOLOGY: Topology = {
  streams: [
    { name: 'GAME', subjects: ['game.>'], maxMessageBytes: 2_048 },
    { name: 'WORK', subjects: ['work.>'], retention: 'work-queue', discard: 'new', maxMessages: 2 },
    { name: 'SHORT', subjects: ['short.>'], maxMessages: 3 },
    { name: 'LEDGER', subjects: ['ledger.>'], removal: 'denied' },
    { name: 'DLQ', subjects: ['dlq.>'] },
  ],
  buckets: [{ name: 'settings', history: 5 }],
  consumers: [],
};
