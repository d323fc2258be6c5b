const STACK = 'modules/stack: module';
const RUN_BY_ECS = ['service', 'collector', 'redis_exporter'];

/**
 * What modules of the stack hand each other, said a second time: left out, everything is made, and nobody sees that it does not reach.
 * @type {readonly { at: string, argument: string, says: RegExp, why: string }[]}
 */
const WIRED = [
  ...RUN_BY_ECS.flatMap((name) => [
    {
      at: `${STACK}.${name}`,
      argument: 'metrics_client_security_group_ids',
      says: /^\$\{local\.collector_group\}$/,
      why: 'the collector may read its metrics',
    },
    {
      at: `${STACK}.${name}`,
      argument: 'namespace_id',
      says: /^\$\{aws_service_discovery_private_dns_namespace\.tasks\.id\}$/,
      why: 'the collector finds its tasks by name',
    },
  ]),
  {
    at: `${STACK}.nats`,
    argument: 'monitoring_security_groups',
    says: /^\$\{local\.collector_group\}$/,
    why: 'the collector may read the exporters beside the nats-servers',
  },
  {
    at: `${STACK}.redis`,
    argument: 'client_security_group_ids',
    says: /aws_security_group\.services\.id.*aws_security_group\.redis_exporter\[/,
    why: 'services and the exporter reach Redis',
  },
  {
    at: `${STACK}.redis`,
    argument: 'monitor_user',
    says: /^\$\{var\.alarms\.prometheus \? local\.exporter_name : null\}$/,
    why: 'the exporter has a user in Redis',
  },
  {
    at: `${STACK}.redis_exporter`,
    argument: 'environment',
    says: /"REDIS_USER":"\$\{local\.exporter_name\}"/,
    why: 'the exporter comes as its user',
  },
  {
    at: `${STACK}.redis_exporter`,
    argument: 'secrets',
    says: /^\$\{local\.collector_secrets\[local\.exporter_name\]\}$/,
    why: 'the exporter has its password',
  },
  {
    at: `${STACK}.collector`,
    argument: 'task_policies',
    says: /"write-samples":"\$\{data\.aws_iam_policy_document\.collector\[/,
    why: 'the collector may write samples',
  },
  {
    at: `${STACK}.collector`,
    argument: 'environment',
    says: /AOT_CONFIG_CONTENT\s*=\s*module\.collector_config\[/,
    why: 'the collector has its configuration',
  },
  ...['collector', 'redis_exporter'].map((name) => ({
    at: `${STACK}.${name}`,
    argument: 'tasks',
    says: /^\$\{local\.collector_tasks\}$/,
    why: 'there is one, or every sample is written twice',
  })),
];

/** Where there is more than one task, every sample is written twice. */
const ONE = '${var.run_services ? 1 : 0}';

/** @type {import('../rule.mjs').Rule} */
export const wiring = {
  name: 'wiring',
  about: 'what fills Prometheus is let in, named, and has its user, password, permission and configuration',
  find: ({ blocks }) => {
    const tasks = blocks.find(({ folder, body }) => folder === 'modules/stack' && body.collector_tasks)?.body
      .collector_tasks;
    return [
      ...WIRED.filter(({ at, argument, says }) => {
        const value = blocks.find(({ address }) => address === at)?.body[argument] ?? '';
        return !says.test(typeof value === 'string' ? value : JSON.stringify(value));
      }).map(({ at, argument, why }) => `${at}: ${argument}: ${why}: it does not say so`),
      ...(tasks?.min === ONE && tasks.max === ONE
        ? []
        : ['modules/stack: local.collector_tasks: one, or none at first']),
    ];
  },
};
