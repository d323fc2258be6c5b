import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../findings-of.mjs';
import { keptData } from './kept-data.mjs';

const find = (/** @type {string} */ path, /** @type {string} */ text) => findingsOf(keptData, { [path]: text });

describe('kept data', () => {
  it('finds a volume that an apply could destroy', async () => {
    const volume = (/** @type {string} */ body) => `resource "aws_ebs_volume" "data" {\n${body}\n}\n`;
    const kept = 'lifecycle {\n prevent_destroy = true\n}';
    assert.deepEqual(await find('modules/x/main.tf', volume(`final_snapshot = true\n${kept}`)), []);
    assert.equal((await find('modules/x/main.tf', volume(kept))).length, 1);
    assert.deepEqual(await find('modules/x/main.tf', volume('final_snapshot = true')), [
      'modules/x: aws_ebs_volume.data: lifecycle must have prevent_destroy = true',
    ]);
  });

  it('finds Redis without a copy or a second zone', async () => {
    const group = (/** @type {string} */ body) => `resource "aws_elasticache_replication_group" "a" {\n${body}\n}\n`;
    const zones = 'multi_az_enabled = true\nautomatic_failover_enabled = true\n';
    const copies = 'snapshot_retention_limit = var.days\nfinal_snapshot_identifier = "last"\n';
    assert.deepEqual(await find('modules/x/main.tf', group(zones + copies)), []);
    assert.equal((await find('modules/x/main.tf', group(zones))).length, 2);
    assert.equal((await find('modules/x/main.tf', group(copies))).length, 2);
    assert.equal((await find('modules/x/main.tf', group(zones + copies.replace('var.days', '0')))).length, 1);
  });

  it('finds the bucket of states, and no other bucket', async () => {
    const bucket = (/** @type {string} */ name) => `resource "aws_s3_bucket" "${name}" {\n bucket = "b"\n}\n`;
    assert.equal((await find('bootstrap/state.tf', bucket('state'))).length, 1);
    assert.deepEqual(await find('modules/gateway-alb/logs.tf', bucket('logs')), []);
  });
});
