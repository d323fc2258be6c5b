import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprint, plannedChanges, planSummary } from './plan-summary.mjs';

const change = (
  /** @type {string} */ address,
  /** @type {string[]} */ actions,
  before = {},
  after = {},
  unknown = {},
) => ({
  address,
  change: { actions, before, after, after_unknown: unknown },
});

const plan = {
  resource_changes: [
    change('aws_ecs_service.auth', ['update'], { desired_count: 2, name: 'auth' }, { desired_count: 3, name: 'auth' }),
    change('aws_ebs_volume.nats["a"]', ['delete', 'create'], { size: 500 }, { size: 100 }, { id: true }),
    change('aws_s3_bucket.logs', ['no-op']),
    change('data.aws_ami.node', ['read']),
    change('aws_secretsmanager_secret_version.redis', ['create'], {}, { secret_string: 'hunter2' }),
  ],
};

describe('terraform plan summary', () => {
  it('lists what changes, and warns of what is destroyed', () => {
    const text = planSummary('staging', plannedChanges(plan));
    assert.match(text, /^### Terraform plan: staging\n\n1 to create, 1 to update, 1 to replace, 0 to delete\.\n/);
    assert.match(text, /\| `aws_ebs_volume\.nats\["a"\]` \| \*\*replace\*\* \| id, size \|/);
    assert.match(text, /\| `aws_ecs_service\.auth` \| update \| desired_count \|/);
    assert.doesNotMatch(text, /logs|aws_ami/);
  });

  it('shows no value', () => assert.doesNotMatch(planSummary('staging', plannedChanges(plan)), /hunter2|500/));

  it('says so when nothing changes', () =>
    assert.match(planSummary('production', plannedChanges({})), /Nothing to change/));

  it('has another fingerprint when it does something else', () => {
    const reordered = { resource_changes: plan.resource_changes.toReversed() };
    assert.equal(fingerprint(plannedChanges(reordered)), fingerprint(plannedChanges(plan)));
    const more = { resource_changes: [...plan.resource_changes, change('aws_s3_bucket.logs', ['delete'])] };
    assert.notEqual(fingerprint(plannedChanges(more)), fingerprint(plannedChanges(plan)));
  });
});
