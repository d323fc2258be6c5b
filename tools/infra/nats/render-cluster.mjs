import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { findTerraform } from '../terraform/find-terraform.mjs';

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
export async function renderCluster(variables, { root, tmpDir, signal }) {
  const found = await findTerraform();
  if (typeof found === 'string') return found;
  const copy = join(tmpDir, 'rendered');
  const folder = join(copy, 'terraform/modules/render-nats');
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'deploy/nats'), join(copy, 'nats'), { recursive: true });
  cpSync(join(root, 'deploy/terraform/modules/render-nats'), folder, { recursive: true });
  writeFileSync(join(folder, 'given.auto.tfvars.json'), JSON.stringify(variables));
  writeFileSync(join(copy, 'empty.tfrc'), '');
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    TF_CLI_CONFIG_FILE: join(copy, 'empty.tfrc'),
    CHECKPOINT_DISABLE: '1',
  };
  const terraform = async (/** @type {readonly string[]} */ ...args) => {
    const options = { cwd: folder, env, timeoutMs: 60_000, ...(signal ? { signal } : {}) };
    const { code, stdout, stderr } = await runCommand(found.program, args, options);
    if (code !== 0) throw new Error(`terraform ${args[0]} of render-nats failed\n${stdout}${stderr}`);
    return stdout;
  };
  await terraform('init', '-input=false', '-no-color');
  await terraform('apply', '-auto-approve', '-input=false', '-no-color');
  const outputs = JSON.parse(await terraform('output', '-json'));
  return {
    nodes: outputs.nodes.value,
    natsConf: outputs.nats_conf.value,
    userData: outputs.user_data.value,
    policies: outputs.policies.value,
    drainSeconds: outputs.drain_seconds.value,
  };
}
