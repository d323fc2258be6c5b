import { isGiven, nestedBlocks, resourcesOf } from '../blocks.mjs';

/** @typedef {import('../read-configuration.mjs').Configuration} Configuration */

/** Buckets of logs and copies may go; without this one nobody knows any more what there is. */
const STATE = 'bootstrap: aws_s3_bucket.state';

/** @type {import('../rule.mjs').Rule} */
export const keptData = {
  name: 'kept-data',
  about: 'no apply destroys streams, state of players or the state of Terraform, and there is a copy of each',
  find: (configuration) => [...volumes(configuration), ...redis(configuration), ...state(configuration)],
};

/** @param {Configuration} configuration */
function volumes(configuration) {
  return resourcesOf(configuration, 'aws_ebs_volume').flatMap(({ address, body }) => [
    ...stays({ address, body }),
    ...(body.final_snapshot === true ? [] : [`${address}: final_snapshot must be true`]),
  ]);
}

/** @param {Configuration} configuration */
function redis(configuration) {
  return resourcesOf(configuration, 'aws_elasticache_replication_group').flatMap(({ address, body }) => [
    ...['snapshot_retention_limit', 'final_snapshot_identifier']
      .filter((name) => !isGiven(body[name]) || body[name] === 0)
      .map((name) => `${address}: ${name} must be given`),
    ...['multi_az_enabled', 'automatic_failover_enabled']
      .filter((name) => body[name] !== true)
      .map((name) => `${address}: ${name} must be true`),
  ]);
}

/** @param {Configuration} configuration */
function state(configuration) {
  return resourcesOf(configuration, 'aws_s3_bucket')
    .filter(({ address }) => address === STATE)
    .flatMap(stays);
}

/** @param {Pick<import('../read-configuration.mjs').Block, 'address' | 'body'>} block */
function stays({ address, body }) {
  const kept = nestedBlocks(body, 'lifecycle').some((lifecycle) => lifecycle.prevent_destroy === true);
  return kept ? [] : [`${address}: lifecycle must have prevent_destroy = true`];
}
