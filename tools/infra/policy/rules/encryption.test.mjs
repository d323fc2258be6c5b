import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../findings-of.mjs';
import { encryption } from './encryption.mjs';

const file = (/** @type {string} */ text) => ({ 'modules/x/main.tf': text });

const BUCKET = `
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = "{}"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key
    }
  }
}`;

describe('encryption', () => {
  it('finds what has no key, or might be switched off', async () => {
    for (const text of [
      'resource "aws_secretsmanager_secret" "a" {\n name = "a"\n}',
      'resource "aws_sns_topic" "a" {\n name = "a"\n}',
      'resource "aws_kms_key" "a" {\n policy = "{}"\n enable_key_rotation = var.rotate\n}',
      'resource "aws_ebs_volume" "a" {\n encrypted = false\n kms_key_id = var.key\n}',
      'resource "aws_cloudwatch_log_group" "a" {\n kms_key_id = var.key\n}',
    ]) {
      assert.equal((await findingsOf(encryption, file(text))).length, 1, text);
    }
  });

  it('wants Redis to talk TLS only', async () => {
    const redis = (/** @type {string} */ mode) => `resource "aws_elasticache_replication_group" "a" {
      at_rest_encryption_enabled = true
      kms_key_id = var.key
      transit_encryption_enabled = true
      transit_encryption_mode = "${mode}"
    }`;
    assert.deepEqual(await findingsOf(encryption, file(redis('required'))), []);
    assert.equal((await findingsOf(encryption, file(redis('preferred')))).length, 1);
  });

  it('wants a bucket with all its companions', async () => {
    assert.deepEqual(await findingsOf(encryption, file(BUCKET)), []);
    assert.equal(
      (
        await findingsOf(
          encryption,
          file(BUCKET.replace('block_public_policy     = true', 'block_public_policy = false')),
        )
      ).length,
      1,
    );
    assert.equal((await findingsOf(encryption, file(BUCKET.replace('"aws:kms"', '"AES256"')))).length, 1);
    assert.equal((await findingsOf(encryption, file('resource "aws_s3_bucket" "b" {}'))).length, 7);
  });

  it('wants TLS 1.2 at least, and plain HTTP only as a way to it', async () => {
    const listener = (/** @type {string} */ body) => file(`resource "aws_lb_listener" "a" {\n${body}\n}`);
    assert.deepEqual(
      await findingsOf(encryption, listener('protocol = "HTTPS"\nssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"')),
      [],
    );
    assert.equal(
      (await findingsOf(encryption, listener('protocol = "HTTPS"\nssl_policy = "ELBSecurityPolicy-2016-08"'))).length,
      1,
    );
    assert.equal(
      (await findingsOf(encryption, listener('protocol = "HTTP"\ndefault_action {\n type = "forward"\n}'))).length,
      1,
    );
  });

  it('wants disks of instances encrypted', async () => {
    const template = (/** @type {string} */ ebs) =>
      file(`resource "aws_launch_template" "a" {\n block_device_mappings {\n ebs {\n${ebs}\n }\n }\n}`);
    assert.deepEqual(await findingsOf(encryption, template('encrypted = true\nkms_key_id = var.key')), []);
    assert.equal((await findingsOf(encryption, template('volume_size = 20'))).length, 1);
    assert.equal((await findingsOf(encryption, file('resource "aws_launch_template" "a" {}'))).length, 1);
  });
});
