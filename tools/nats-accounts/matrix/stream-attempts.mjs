import { publish, subscribe } from './attempt.mjs';

/** @typedef {import('../grants/streams.mjs').GameTopology} GameTopology */

const API = '$JS.API';

/**
 * Events are told by who declares them, the ledger is written by who keeps it, and streams are made by the tool for it.
 * @param {GameTopology} topology
 * @param {readonly { readonly name: string, readonly events: readonly string[] }[]} services
 */
export function streamAttempts({ streams, consumers }, services) {
  const keepers = [...new Set(streams.flatMap((stream) => stream.keepers ?? []))];
  const consuming = services.filter(({ name }) => consumers.some(({ durable }) => durable.startsWith(`${name}-`)));
  return [
    ...services.flatMap(({ name, events }) => events.flatMap((type) => eventAttempts(type, name))),
    publish('game.made_up.happened._', ['event-bus', 'operator']),
    publish('orch.work.step', ['orchestration', 'event-bus', 'operator']),
    publish('ledger.wallet', ['payment']),
    subscribe('ledger.>', []),
    subscribe('orch.work.>', []),
    ...streams.flatMap(oneStream),
    ...consumers.flatMap((consumer) => durableAttempts(consumer, streams, services)),
    publish(`${API}.STREAM.LIST`, [...keepers, 'streams', 'operator']),
    publish(`${API}.STREAM.NAMES`, [...consuming.map(({ name }) => name), 'operator']),
    publish(`${API}.INFO`, ['operator']),
    publish(`${API}.STREAM.CREATE.MADE_UP`, ['streams', 'operator']),
    publish(`${API}.STREAM.INFO.MADE_UP`, ['operator']),
    publish(`${API}.META.LEADER.STEPDOWN`, ['operator']),
    ...['MAX_DELIVERIES', 'MSG_TERMINATED'].map((kind) =>
      subscribe(`$JS.EVENT.ADVISORY.CONSUMER.${kind}.>`, [...keepers, 'operator']),
    ),
    subscribe('$JS.EVENT.ADVISORY.API', ['operator']),
    subscribe('$JS.EVENT.>', ['operator']),
    publish('$JS.SNAPSHOT.ACK.MADE_UP.abc', ['operator']),
    publish('$JS.FC.MADE_UP.made-up.abc', ['operator']),
    subscribe('$JS.API.>', []),
    subscribe('$JS.ACK.>', []),
  ];
}

/**
 * @param {string} type
 * @param {string} producer
 */
function eventAttempts(type, producer) {
  return [
    publish(`${type}.player`, [producer, 'event-bus', 'operator']),
    // A type is one's own, what begins like it is not.
    publish(type, ['event-bus', 'operator', ...(type.startsWith('orch.work.') ? [producer] : [])]),
    subscribe(`${type}.*`, /^(game|narr|sys)\./.test(type) ? ['operator'] : []),
  ];
}

/** @param {GameTopology['streams'][number]} stream */
function oneStream({ name, readers = [], writers = [], keepers = [], observers = [] }) {
  const passing = [...readers, ...keepers, 'operator'];
  return [
    publish(`${API}.STREAM.INFO.${name}`, [...observers, ...keepers, 'operator']),
    publish(`${API}.STREAM.MSG.GET.${name}`, [...passing, ...writers]),
    publish(`${API}.CONSUMER.LIST.${name}`, [...keepers, 'streams', 'operator']),
    publish(`${API}.CONSUMER.CREATE.${name}.read-abc`, [...passing, 'streams']),
    publish(`${API}.CONSUMER.MSG.NEXT.${name}.read-abc`, passing),
    publish(`${API}.CONSUMER.INFO.${name}.read-abc`, [...passing, 'streams']),
    publish(`${API}.CONSUMER.DELETE.${name}.read-abc`, passing),
    publish(`$JS.ACK.${name}.made-up.1.7.7.1700000000000000000.0`, [...keepers, 'operator']),
    ...managementAttempts(name, name === 'DLQ' ? keepers : []),
  ];
}

/**
 * @param {string} stream
 * @param {readonly string[]} removers who may take single messages out
 */
export function managementAttempts(stream, removers) {
  const only = ['operator'];
  return [
    publish(`${API}.STREAM.CREATE.${stream}`, ['streams', ...only]),
    publish(`${API}.STREAM.UPDATE.${stream}`, ['streams', ...only]),
    publish(`${API}.STREAM.MSG.DELETE.${stream}`, [...removers, ...only]),
    ...['DELETE', 'PURGE', 'SNAPSHOT', 'RESTORE', 'LEADER.STEPDOWN', 'PEER.REMOVE'].map((verb) =>
      publish(`${API}.STREAM.${verb}.${stream}`, only),
    ),
    publish(`${API}.CONSUMER.NAMES.${stream}`, only),
    publish(`${API}.CONSUMER.CREATE.${stream}`, only),
    publish(`${API}.CONSUMER.DURABLE.CREATE.${stream}.made-up`, only),
    publish(`${API}.DIRECT.GET.${stream}`, only),
    publish(`${API}.DIRECT.GET.${stream}.some.subject`, only),
  ];
}

/**
 * @param {GameTopology['consumers'][number]} consumer
 * @param {GameTopology['streams']} streams
 * @param {readonly { readonly name: string }[]} services
 */
function durableAttempts({ stream, durable }, streams, services) {
  const owners = services.map(({ name }) => name).filter((name) => durable.startsWith(`${name}-`));
  const { readers = [], keepers = [] } = streams.find(({ name }) => name === stream) ?? {};
  const dead = streams.find(({ name }) => name === 'DLQ')?.writers ?? [];
  return [
    publish(`${API}.CONSUMER.MSG.NEXT.${stream}.${durable}`, [...owners, ...readers, ...keepers, 'operator']),
    publish(`${API}.CONSUMER.INFO.${stream}.${durable}`, [...owners, ...readers, ...keepers, 'streams', 'operator']),
    publish(`$JS.ACK.${stream}.${durable}.1.7.7.1700000000000000000.0`, [...owners, ...keepers, 'operator']),
    publish(`${API}.CONSUMER.CREATE.${stream}.${durable}`, [...readers, ...keepers, 'streams', 'operator']),
    publish(`${API}.CONSUMER.DELETE.${stream}.${durable}`, [...readers, ...keepers, 'operator']),
    publish(`dlq.${stream}.${durable}`, [...owners, ...dead, 'operator']),
    subscribe(`dlq.${stream}.${durable}`, ['operator']),
  ];
}
