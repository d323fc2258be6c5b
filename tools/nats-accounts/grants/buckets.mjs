import { grant, union } from './grant.mjs';
import { getGrant, readGrant } from './streams.mjs';

/** Among a bucket's writers: every service, each the key of its own name. */
export const EACH_ITS_OWN = '<service>';

/**
 * What one name may do with the key-value buckets: those that name it as reader or writer.
 * @param {import('./streams.mjs').GameTopology} topology
 * @param {string} name
 * @param {'service' | 'other'} kind
 */
export function bucketsGrant({ buckets }, name, kind) {
  return union(
    buckets.flatMap(({ name: bucket, readers, writers }) => [
      ...(readers.includes(name) ? [readGrant(`KV_${bucket}`)] : []),
      ...(writers.includes(name) ? [writeGrant(bucket, '>')] : []),
      ...(writers.includes(EACH_ITS_OWN) && kind === 'service' ? [writeGrant(bucket, name)] : []),
    ]),
  );
}

/**
 * @param {string} bucket
 * @param {string} key
 */
function writeGrant(bucket, key) {
  return union([getGrant(`KV_${bucket}`), grant({ publish: [`$KV.${bucket}.${key}`] })]);
}
