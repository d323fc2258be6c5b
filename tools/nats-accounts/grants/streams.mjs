import { grant, union } from './grant.mjs';

/** @typedef {import('../../streams/src/access.js').GameTopology} GameTopology */

/**
 * What one name may do with the streams of the topology: consume its durables, and what the streams themselves say of it.
 * @param {GameTopology} topology
 * @param {string} name
 */
export function streamsGrant({ streams, consumers }, name) {
  const own = consumers.filter(({ durable }) => durable.startsWith(`${name}-`));
  return union([
    ...own.map(durableGrant),
    ...(own.length > 0 ? [findStreamGrant] : []),
    ...streams.flatMap((stream) => [
      ...(stream.writers?.includes(name) ? [writeGrant(stream)] : []),
      ...(stream.readers?.includes(name) ? [readGrant(stream.name)] : []),
      ...(stream.observers?.includes(name) ? [observeGrant(stream.name)] : []),
      ...(stream.keepers?.includes(name) ? [keepGrant(stream.name)] : []),
    ]),
  ]);
}

/**
 * Reads through a passing consumer, whose name nobody knows before: so it could touch the stream's other consumers too.
 * @param {string} stream
 */
export function readGrant(stream) {
  return union([
    getGrant(stream),
    grant({
      publish: [
        `$JS.API.CONSUMER.CREATE.${stream}.*`,
        `$JS.API.CONSUMER.INFO.${stream}.*`,
        `$JS.API.CONSUMER.DELETE.${stream}.*`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
      ],
    }),
  ]);
}

/** @param {string} stream */
export const getGrant = (stream) => grant({ publish: [`$JS.API.STREAM.MSG.GET.${stream}`] });

/** @param {string} stream */
const observeGrant = (stream) => grant({ publish: [`$JS.API.STREAM.INFO.${stream}`] });

/** Which stream takes a subject: its name and nothing else. */
const findStreamGrant = grant({ publish: ['$JS.API.STREAM.NAMES'] });

/** @param {GameTopology['consumers'][number]} consumer */
function durableGrant({ stream, durable }) {
  return grant({
    publish: [
      `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
      `$JS.ACK.${stream}.${durable}.>`,
      `dlq.${stream}.${durable}`,
    ],
  });
}

/** @param {GameTopology['streams'][number]} stream */
function writeGrant({ name, subjects }) {
  // Who writes at an expected place asks what is there when another was faster.
  return union([grant({ publish: subjects }), getGrant(name)]);
}

/**
 * Makes and takes away consumers for others, answers for them, and repairs.
 * @param {string} stream
 */
function keepGrant(stream) {
  return union([
    readGrant(stream),
    observeGrant(stream),
    grant({
      publish: [
        '$JS.API.STREAM.LIST',
        `$JS.API.CONSUMER.LIST.${stream}`,
        `$JS.ACK.${stream}.>`,
        ...(stream === 'DLQ' ? [`$JS.API.STREAM.MSG.DELETE.${stream}`] : []),
      ],
      // Told when a message is given up.
      subscribe: ['MAX_DELIVERIES', 'MSG_TERMINATED'].map((kind) => `$JS.EVENT.ADVISORY.CONSUMER.${kind}.>`),
    }),
  ]);
}
