import { grant } from './grants/grant.mjs';

/**
 * Users that are no services: tools and those who look after the system.
 * @typedef {{ readonly name: string, readonly account: 'SYS' | 'GAME' | 'MONITOR', readonly grants: readonly import('./grants/grant.mjs').Grant[] }} Person
 */

/** What a probe may ask of the servers, through an export of the system account; no configuration, no connections, no profiles. */
export const PROBED = ['VARZ', 'JSZ', 'HEALTHZ'].map((kind) => `$SYS.REQ.SERVER.PING.${kind}`);
/** And of the services: who is there, and how they do. */
export const DISCOVERED = ['$SRV.PING', '$SRV.STATS'];

/** @type {readonly Person[]} */
export const PEOPLE = [
  {
    // `npm run streams`: makes and changes streams and consumers; removes nothing, reads nothing.
    name: 'streams',
    account: 'GAME',
    grants: [
      grant({
        publish: [
          '$JS.API.STREAM.LIST',
          '$JS.API.STREAM.CREATE.*',
          '$JS.API.STREAM.UPDATE.*',
          '$JS.API.CONSUMER.LIST.*',
          '$JS.API.CONSUMER.INFO.*.*',
          '$JS.API.CONSUMER.CREATE.*.*',
        ],
      }),
    ],
  },
  {
    // People and `npm run ops`: everything in the game's account but posing as a service and reading its answers.
    name: 'operator',
    account: 'GAME',
    grants: [
      grant({
        publish: [
          '$JS.API.>',
          '$JS.ACK.>',
          '$JS.FC.>',
          '$JS.SNAPSHOT.>',
          '$KV.>',
          '$SRV.>',
          'dlq.>',
          'game.>',
          'narr.>',
          'note.>',
          'orch.work.>',
          'svc.>',
          'sys.>',
        ],
        subscribe: ['$JS.EVENT.>', '$KV.>', 'dlq.>', 'game.>', 'narr.>', 'note.>', 'sys.>'],
      }),
    ],
  },
  {
    // The system account: servers, connections, accounts.
    name: 'system',
    account: 'SYS',
    grants: [grant({ publish: ['$SYS.REQ.>'], subscribe: ['$SYS.>'] })],
  },
  {
    // Exporters and probes.
    name: 'monitor',
    account: 'MONITOR',
    grants: [grant({ publish: [...PROBED, ...DISCOVERED] })],
  },
];
