import { applyModule } from '../terraform/apply-module.mjs';

/**
 * What module render-nats makes, by node.
 * @typedef {object} RenderedCluster
 * @property {Record<string, { availability_zone: string, host: string, group_name: string }>} nodes
 * @property {Record<string, string>} natsConf
 * @property {Record<string, string>} userData
 * @property {Record<string, string>} policies
 * @property {number} drainSeconds
 */

/**
 * Applies module render-nats, which needs no provider, in a scratch copy.
 * @param {Record<string, unknown>} variables
 * @param {{ root: string, tmpDir: string, signal?: AbortSignal }} options
 * @returns {Promise<RenderedCluster | string>} a string says why terraform cannot run here
 * @throws {Error} with terraform's own words
 */
export async function renderCluster(variables, options) {
  const outputs = await applyModule('render-nats', variables, { ...options, reads: ['nats'] });
  if (typeof outputs === 'string') return outputs;
  return {
    nodes: outputs['nodes'],
    natsConf: outputs['nats_conf'],
    userData: outputs['user_data'],
    policies: outputs['policies'],
    drainSeconds: outputs['drain_seconds'],
  };
}
