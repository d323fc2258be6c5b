import { EACH_ITS_OWN } from '../grants/buckets.mjs';
import { publish, subscribe } from './attempt.mjs';
import { managementAttempts } from './stream-attempts.mjs';

const API = '$JS.API';

/**
 * Buckets are read and written by those the topology names.
 * @param {import('../grants/streams.mjs').GameTopology} topology
 * @param {readonly string[]} services
 */
export function bucketAttempts({ buckets }, services) {
  return buckets.flatMap(({ name, readers, writers }) => {
    const isEach = writers.includes(EACH_ITS_OWN);
    const everyKey = [...writers.filter((writer) => writer !== EACH_ITS_OWN), 'operator'];
    const stream = `KV_${name}`;
    return [
      publish(`$KV.${name}.some-key`, everyKey),
      publish(`$KV.${name}.some.longer.key`, everyKey),
      ...services.map((service) => publish(`$KV.${name}.${service}`, isEach ? [service, ...everyKey] : everyKey)),
      subscribe(`$KV.${name}.>`, ['operator']),
      publish(`${API}.STREAM.MSG.GET.${stream}`, [...readers, ...everyKey, ...(isEach ? services : [])]),
      publish(`${API}.CONSUMER.CREATE.${stream}.read-abc`, [...readers, 'streams', 'operator']),
      publish(`${API}.CONSUMER.MSG.NEXT.${stream}.read-abc`, [...readers, 'operator']),
      publish(`${API}.CONSUMER.INFO.${stream}.read-abc`, [...readers, 'streams', 'operator']),
      publish(`${API}.CONSUMER.DELETE.${stream}.read-abc`, [...readers, 'operator']),
      publish(`${API}.STREAM.INFO.${stream}`, ['operator']),
      publish(`${API}.CONSUMER.LIST.${stream}`, ['streams', 'operator']),
      ...managementAttempts(stream, []),
    ];
  });
}
