import assert from 'node:assert/strict';
import { test } from 'node:test';
import { givenActions, neededActions } from './aws-calls.mjs';

test('finds the calls of scripts, and what they need with them', () => {
  const needed = neededActions([
    'id=$(aws_call autoscaling describe-auto-scaling-groups --output text)',
    'aws_call s3api get-object --bucket b',
  ]);
  assert.deepEqual([...needed], ['autoscaling:DescribeAutoScalingGroups', 's3:GetObject', 'kms:Decrypt']);
});

test('reads one action and lists of them', () => {
  const policy = JSON.stringify({ Statement: [{ Action: 'a:B' }, { Action: ['c:D', 'c:E'] }] });
  assert.deepEqual([...givenActions(policy)], ['a:B', 'c:D', 'c:E']);
});
