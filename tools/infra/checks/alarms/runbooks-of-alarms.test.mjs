import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runbooksIn } from './runbooks-of-alarms.mjs';

describe('runbooks of alarms', () => {
  it('finds those in arguments and those in descriptions, each once', () => {
    const text = 'runbook    = "ServiceDown"\nrunbook="ServiceDown"\n"Bad. Runbook: docs/runbooks/RedisDown.md"';
    assert.deepEqual(runbooksIn(text), ['RedisDown', 'ServiceDown']);
  });

  it('leaves those that are put together out', () => {
    assert.deepEqual(runbooksIn('"Runbook: docs/runbooks/${each.value.runbook}.md"'), []);
  });

  it('keeps an empty one, which names no page', () => {
    assert.deepEqual(runbooksIn('runbook = ""'), ['']);
  });
});
