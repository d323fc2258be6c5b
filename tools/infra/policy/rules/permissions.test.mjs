import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../findings-of.mjs';
import { permissions } from './permissions.mjs';

const flow = (/** @type {string} */ actions) => ({
  'modules/network/flow-logs.tf': `data "aws_iam_policy_document" "flow" {
    statement {
      actions = [${actions}]
      resources = [var.arn]
    }
  }`,
});
const NEEDED = '"logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"';

describe('permissions', () => {
  it('takes what is needed', async () => {
    assert.deepEqual(await findingsOf(permissions, flow(NEEDED)), []);
  });

  it('finds one that was dropped', async () => {
    assert.deepEqual(await findingsOf(permissions, flow('"logs:CreateLogStream", "logs:DescribeLogStreams"')), [
      'modules/network: data.aws_iam_policy_document.flow: lacks logs:PutLogEvents (the flow log writes)',
    ]);
  });

  it('finds one that is not needed', async () => {
    const found = await findingsOf(permissions, flow(`${NEEDED}, "logs:DeleteLogGroup"`));
    assert.match(found.join(), /allows logs:DeleteLogGroup, which is not needed/);
  });

  it('finds a document nobody has said anything about', async () => {
    const other =
      'data "aws_iam_policy_document" "other" {\n statement {\n actions = ["s3:GetObject"]\n resources = [var.arn]\n }\n}';
    assert.match((await findingsOf(permissions, { 'modules/x/iam.tf': other })).join(), /not in needed-permissions/);
  });

  it('finds that the apply role cannot make a resource of IAM', async () => {
    const files = {
      'bootstrap/permissions.tf':
        'data "aws_iam_policy_document" "apply" {\n statement {\n actions = ["iam:CreateRole"]\n resources = [var.arn]\n }\n}',
      'modules/x/iam.tf': 'resource "aws_iam_role_policy_attachment" "this" {}',
    };
    assert.match((await findingsOf(permissions, files)).join(), /lacks iam:AttachRolePolicy, for modules\/x/);
  });
});
