import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { workspaceRoot } from '../../../dev/workspace-root.mjs';
import { readConfiguration } from '../read-configuration.mjs';
import { wiring } from './wiring.mjs';

const configuration = await readConfiguration(join(workspaceRoot, 'deploy/terraform'));
const without = (/** @type {string} */ at, /** @type {string} */ argument) => ({
  ...configuration,
  blocks: configuration.blocks.map((block) =>
    block.address === at ? { ...block, body: { ...block.body, [argument]: undefined } } : block,
  ),
});

describe('wiring', () => {
  it('is whole as it is', () => assert.deepEqual(wiring.find(configuration), []));

  it('finds what is not handed on', () => {
    for (const [name, argument] of [
      ['service', 'metrics_client_security_group_ids'],
      ['nats', 'monitoring_security_groups'],
      ['redis', 'client_security_group_ids'],
      ['redis_exporter', 'secrets'],
      ['collector', 'task_policies'],
    ]) {
      const found = wiring.find(without(`modules/stack: module.${name}`, String(argument)));
      assert.equal(found.length, 1, `${name} ${argument}`);
      assert.ok(found[0]?.startsWith(`modules/stack: module.${name}: ${argument}: `));
    }
  });
});
