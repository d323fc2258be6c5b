import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findApps } from '../../dev/stack/apps.mjs';
import { workspaceRoot } from '../../dev/workspace-root.mjs';
import { SAMPLE_CALLS } from './sample-calls.mjs';

describe('SAMPLE_CALLS', () => {
  const services = findApps(workspaceRoot)
    .map(({ name }) => name)
    .filter((name) => name !== 'gateway');

  it('has one of each service', () => {
    assert.deepEqual(Object.keys(SAMPLE_CALLS).sort(), services);
  });

  it('calls nothing that changes something', () => {
    for (const [service, { method }] of Object.entries(SAMPLE_CALLS)) {
      const domain = service.replaceAll('-', '_');
      const file = join(workspaceRoot, 'proto/bodybroker', domain, 'v1', `${domain}.proto`);
      assert.ok(existsSync(file), file);
      const name = method.replaceAll(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
      const rpc = new RegExp(`rpc ${name}\\(.*?\\n  \\}`, 's').exec(readFileSync(file, 'utf8'))?.[0] ?? '';
      assert.match(rpc, /idempotency_level = NO_SIDE_EFFECTS/, `${service}.${method}`);
    }
  });
});
