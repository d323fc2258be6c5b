/**
 * What each policy document has to allow, no more and no less, and what for. Said a second time on purpose: who drops a permission, or adds
 * one, says so here as well.
 */
export const NEEDED_PERMISSIONS = /** @type {Record<string, { why: string, actions: readonly string[] }>} */ ({
  'bootstrap: data.aws_iam_policy_document.trust': {
    why: 'GitHub Actions take a role',
    actions: ['sts:AssumeRoleWithWebIdentity'],
  },
  'bootstrap: data.aws_iam_policy_document.images': {
    why: 'push images, and look at them to sign and attest',
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:DescribeImages',
      'ecr:GetAuthorizationToken',
      'ecr:GetDownloadUrlForLayer',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ],
  },
  'bootstrap: data.aws_iam_policy_document.plan': { why: 'read the state', actions: ['kms:Decrypt', 's3:GetObject'] },
  'bootstrap: data.aws_iam_policy_document.apply': {
    why: 'make, change and remove the roles of an environment, and hand them to its services',
    actions: [
      'iam:AddRoleToInstanceProfile',
      'iam:AttachRolePolicy',
      'iam:CreateInstanceProfile',
      'iam:CreateRole',
      'iam:DeleteInstanceProfile',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:GetInstanceProfile',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListInstanceProfilesForRole',
      'iam:ListRolePolicies',
      'iam:PassRole',
      'iam:PutRolePolicy',
      'iam:RemoveRoleFromInstanceProfile',
      'iam:TagInstanceProfile',
      'iam:TagRole',
      'iam:UntagInstanceProfile',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
  },
  'modules/ecr: data.aws_iam_policy_document.readers': {
    why: 'another account pulls images',
    actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  },
  'modules/ecs-service: data.aws_iam_policy_document.assume': {
    why: 'ECS takes the roles of a task',
    actions: ['sts:AssumeRole'],
  },
  'modules/ecs-service: data.aws_iam_policy_document.exec': {
    why: 'the channels of a session in a task, and their key',
    actions: [
      'kms:Decrypt',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
  },
  'modules/ecs-service: data.aws_iam_policy_document.execution': {
    why: 'starting a task: pull its image, read its secret, write its log',
    actions: [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:GetAuthorizationToken',
      'ecr:GetDownloadUrlForLayer',
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
    ],
  },
  'modules/stack: data.aws_iam_policy_document.collector': {
    why: 'the collector writes samples to the managed Prometheus',
    actions: ['aps:RemoteWrite'],
  },
  'modules/gateway-alb: data.aws_iam_policy_document.logs': {
    why: 'the load balancer writes its log',
    actions: ['s3:PutObject'],
  },
  'modules/kms: data.aws_iam_policy_document.this': {
    why: 'the account manages the key; logs, alarms and scaling groups use it',
    actions: [
      'kms:*',
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
  },
  'modules/nats-cluster: data.aws_iam_policy_document.assume': {
    why: 'EC2 takes the role of a node',
    actions: ['sts:AssumeRole'],
  },
  'modules/observability: data.aws_iam_policy_document.topic': {
    why: 'alarms, Prometheus, events and budgets publish to the topics',
    actions: ['sns:GetTopicAttributes', 'sns:Publish'],
  },
  'modules/network: data.aws_iam_policy_document.flow': {
    why: 'the flow log writes',
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
  },
  'modules/network: data.aws_iam_policy_document.flow_assume': {
    why: 'the flow log takes its role',
    actions: ['sts:AssumeRole'],
  },
});

/** What making a resource of IAM takes of the apply role. */
export const TAKEN_BY_TYPE = /** @type {Record<string, readonly string[]>} */ ({
  aws_iam_instance_profile: [
    'iam:CreateInstanceProfile',
    'iam:AddRoleToInstanceProfile',
    'iam:DeleteInstanceProfile',
    'iam:GetInstanceProfile',
  ],
  aws_iam_role: ['iam:CreateRole', 'iam:GetRole', 'iam:DeleteRole', 'iam:PassRole', 'iam:TagRole'],
  aws_iam_role_policy: ['iam:PutRolePolicy', 'iam:GetRolePolicy', 'iam:DeleteRolePolicy'],
  aws_iam_role_policy_attachment: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:ListAttachedRolePolicies'],
});
