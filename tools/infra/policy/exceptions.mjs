/**
 * What the rules would refuse, with the reason why it may stand. An entry that allows nothing any more is a finding itself.
 */

/** Statements with a wildcard, by address and Sid (or the text in which it stands). */
export const WILDCARDS = [
  {
    at: 'modules/kms: data.aws_iam_policy_document.this',
    sid: 'Account',
    why: 'in a key policy "*" is this key; without the root of the account nobody can change the key',
  },
  { at: 'modules/kms: data.aws_iam_policy_document.this', sid: 'Logs', why: 'in a key policy "*" is this key' },
  { at: 'modules/kms: data.aws_iam_policy_document.this', sid: 'Alarms', why: 'in a key policy "*" is this key' },
  {
    at: 'modules/kms: data.aws_iam_policy_document.this',
    sid: 'Notifications',
    why: 'in a key policy "*" is this key',
  },
  {
    at: 'modules/kms: data.aws_iam_policy_document.this',
    sid: 'ScalingVolumes',
    why: 'in a key policy "*" is this key',
  },
  {
    at: 'modules/kms: data.aws_iam_policy_document.this',
    sid: 'ScalingVolumeGrants',
    why: 'in a key policy "*" is this key',
  },
  {
    at: 'modules/ecs-service: data.aws_iam_policy_document.execution',
    sid: 'RegistryToken',
    why: 'ecr:GetAuthorizationToken takes no resource',
  },
  {
    at: 'modules/ecs-service: data.aws_iam_policy_document.exec',
    sid: 'Channels',
    why: 'the channels of Session Manager take no resource',
  },
  {
    at: 'bootstrap: data.aws_iam_policy_document.images',
    sid: 'RegistryToken',
    why: 'ecr:GetAuthorizationToken takes no resource',
  },
  {
    at: 'modules/render-nats: locals',
    sid: 'Look',
    why: 'ec2:DescribeVolumes and autoscaling:DescribeAutoScalingGroups take no resource',
  },
  {
    at: 'modules/render-nats: locals',
    sid: 'PublishMetrics',
    why: 'cloudwatch:PutMetricData takes no resource; a condition names the namespace',
  },
];

/** Blocks in which the whole internet stands. */
export const WHOLE_INTERNET = [
  { at: 'modules/gateway-alb: aws_vpc_security_group_ingress_rule.internet', why: 'the load balancer is the way in' },
  {
    at: 'modules/network: aws_route.internet',
    why: 'route of the public subnets, where only the load balancer and the NAT gateways are',
  },
  { at: 'modules/network: aws_route.nat', why: 'route out of the private subnets' },
  {
    at: 'modules/stack: aws_vpc_security_group_egress_rule.internet',
    why: 'services that call a payment provider or a model',
  },
  {
    at: 'modules/nats-cluster: aws_vpc_security_group_egress_rule.https',
    why: 'nodes fetch the nats-server release and call AWS',
  },
];

/** Rules that let addresses in instead of another security group. */
export const INGRESS_BY_ADDRESS = [
  { at: 'modules/gateway-alb: aws_vpc_security_group_ingress_rule.internet', why: 'clients are anywhere' },
  {
    at: 'modules/network: aws_vpc_security_group_ingress_rule.endpoints',
    why: 'endpoints serve whatever is in the private subnets',
  },
];

/** What is not encrypted with a key of ours. */
export const OTHERWISE_ENCRYPTED = [
  { at: 'modules/gateway-alb: aws_s3_bucket.logs', why: 'load balancers write with the key of S3 only' },
];

/** Files with a text that looks like a secret and is none. */
export const LOOKS_SECRET = [
  { at: 'modules/nats-cluster/tests/nats-cluster.tftest.hcl', why: 'a made-up seed, which the module has to refuse' },
];
