import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unboundedSteps } from './unbounded-steps.mjs';

test('finds calls without a bound, over continued lines too', () => {
  assert.equal(unboundedSteps('x.sh', 'curl --silent \\\n  http://a').length, 1);
  assert.equal(unboundedSteps('x.sh', 'aws ec2 describe-volumes').length, 1);
  assert.equal(unboundedSteps('x.sh', 'systemctl stop nats-server.service').length, 1);
  assert.equal(unboundedSteps('x.sh', 'while sleep 1; do true; done').length, 1);
});

test('takes what is bounded', () => {
  assert.deepEqual(
    unboundedSteps('x.sh', 'curl --silent --max-time 3 \\\n  http://a\ntimeout 20 systemctl reload a.service'),
    [],
  );
  assert.deepEqual(unboundedSteps('x.sh', '# while we wait\nwait_until 3 x true'), []);
});
