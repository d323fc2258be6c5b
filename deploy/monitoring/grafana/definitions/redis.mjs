/** @type {import('../../generate/dashboard.mjs').Dashboard} */
export const redis = {
  uid: 'bodybroker-redis',
  title: 'Redis',
  about: 'Nodes of Redis: memory, work, replication, and what was refused or thrown away',
  variables: [{ name: 'instance', metric: 'redis_up', label: 'instance' }],
  rows: [
    {
      title: 'Nodes',
      panels: [
        {
          title: 'Nodes that answer',
          kind: 'stat',
          width: 6,
          queries: [{ expr: 'sum(redis_up{instance=~"$instance"})' }],
        },
        {
          title: 'Keys evicted within an hour',
          kind: 'stat',
          width: 6,
          thresholds: [
            { color: 'green', from: 0 },
            { color: 'red', from: 1 },
          ],
          queries: [{ expr: 'sum(increase(redis_evicted_keys_total{instance=~"$instance"}[1h]))' }],
        },
        {
          title: 'Roles',
          kind: 'table',
          width: 12,
          queries: [
            {
              expr: 'max by (instance, role, redis_version, maxmemory_policy) (redis_instance_info{instance=~"$instance"})',
            },
          ],
        },
        {
          title: 'Memory used',
          unit: 'bytes',
          queries: [
            { expr: 'redis_memory_used_bytes{instance=~"$instance"}', legend: '{{instance}} used' },
            { expr: 'redis_memory_max_bytes{instance=~"$instance"} > 0', legend: '{{instance}} most' },
          ],
        },
        {
          title: 'Commands',
          unit: 'ops',
          queries: [
            { expr: 'rate(redis_commands_processed_total{instance=~"$instance"}[5m])', legend: '{{instance}}' },
          ],
        },
        {
          title: 'Time in commands',
          about: 'Seconds of work a second, by command: Redis has one second of it',
          unit: 'percentunit',
          queries: [
            {
              expr: 'topk(10, sum by (cmd) (rate(redis_commands_duration_seconds_total{instance=~"$instance"}[5m])))',
              legend: '{{cmd}}',
            },
          ],
        },
        {
          title: 'Clients',
          queries: [
            { expr: 'redis_connected_clients{instance=~"$instance"}', legend: '{{instance}} connected' },
            { expr: 'redis_blocked_clients{instance=~"$instance"}', legend: '{{instance}} blocked' },
          ],
        },
        {
          title: 'Keys',
          queries: [{ expr: 'sum by (instance) (redis_db_keys{instance=~"$instance"})', legend: '{{instance}}' }],
        },
        {
          title: 'Replicas',
          queries: [{ expr: 'redis_connected_slaves{instance=~"$instance"}', legend: '{{instance}}' }],
        },
        {
          title: 'Connections refused',
          unit: 'ops',
          queries: [
            { expr: 'rate(redis_rejected_connections_total{instance=~"$instance"}[5m])', legend: '{{instance}}' },
          ],
        },
        {
          title: 'Operations of services, p99',
          unit: 's',
          queries: [{ expr: 'topk(10, service:store_duration_seconds:p99_5m)', legend: '{{service}}' }],
        },
      ],
    },
  ],
};
