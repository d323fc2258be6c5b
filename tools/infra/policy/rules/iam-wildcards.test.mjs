import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../findings-of.mjs';
import { iamWildcards } from './iam-wildcards.mjs';

const document = (/** @type {string} */ statement) => ({
  'modules/x/iam.tf': `data "aws_iam_policy_document" "this" {\n  statement {\n    sid = "S"\n${statement}\n  }\n}\n`,
});

describe('IAM wildcards', () => {
  it('takes named actions on named resources, streams of a log group among them', async () => {
    const statement = 'actions = ["logs:PutLogEvents"]\nresources = ["${aws_cloudwatch_log_group.this.arn}:*"]';
    assert.deepEqual(await findingsOf(iamWildcards, document(statement)), []);
  });

  it('finds wide actions and all resources', async () => {
    for (const [actions, resources, text] of [
      ['"s3:*"', '"arn:aws:s3:::b"', 'action s3:*'],
      ['"*"', '"arn:aws:s3:::b"', 'action *'],
      ['"ecr:Get*"', '"arn:aws:ecr:::r"', 'action ecr:Get*'],
      ['"s3:GetObject"', '"*"', 'resource *'],
      ['"s3:GetObject"', '"arn:aws:s3:::*"', 'resource arn:aws:s3:::*'],
    ]) {
      const found = await findingsOf(iamWildcards, document(`actions = [${actions}]\nresources = [${resources}]`));
      assert.deepEqual(found, [`modules/x: data.aws_iam_policy_document.this: S: ${text}`]);
    }
  });

  it('looks into expressions and dynamic statements', async () => {
    const expression = 'actions = concat(["s3:GetObject"], ["s3:*"])\nresources = [var.arn]';
    assert.equal((await findingsOf(iamWildcards, document(expression))).length, 1);
    const dynamic = `data "aws_iam_policy_document" "this" {
      dynamic "statement" {
        for_each = var.uses
        content {
          actions = ["kms:*"]
          resources = [var.arn]
        }
      }
    }`;
    assert.equal((await findingsOf(iamWildcards, { 'modules/x/iam.tf': dynamic })).length, 1);
  });

  it('finds exclusions and anyone, but not in what is denied', async () => {
    assert.equal(
      (await findingsOf(iamWildcards, document('not_actions = ["iam:CreateUser"]\nresources = [var.arn]'))).length,
      1,
    );
    const anyone =
      'principals {\n type = "*"\n identifiers = ["*"]\n}\nactions = ["s3:GetObject"]\nresources = [var.arn]';
    assert.equal((await findingsOf(iamWildcards, document(anyone))).length, 1);
    assert.deepEqual(await findingsOf(iamWildcards, document(`effect = "Deny"\n${anyone}`)), []);
  });

  it('reads policies that are written as objects', async () => {
    const policy = (/** @type {string} */ wrap) => `locals {
      policies = ${wrap.replace('POLICY', '{ Version = "2012-10-17", Statement = [{ Sid = "A", Effect = "Allow", Action = "ec2:*", Resource = var.arn }] }')}
    }`;
    for (const wrap of ['POLICY', 'jsonencode(POLICY)', '{ for name in var.names : name => POLICY }']) {
      const found = await findingsOf(iamWildcards, { 'modules/x/iam.tf': policy(wrap) });
      assert.equal(found.length, 1, wrap);
      assert.match(found[0] ?? '', /action ec2:\*/);
    }
  });

  it('finds a reason that is not needed any more', async () => {
    const execution = `data "aws_iam_policy_document" "execution" {
      statement {
        sid = "RegistryToken"
        actions = ["ecr:GetAuthorizationToken"]
        resources = [var.arn]
      }
    }`;
    const found = await findingsOf(iamWildcards, { 'modules/ecs-service/iam.tf': execution });
    assert.match(found.join(), /RegistryToken: has no wildcard any more/);
  });
});
