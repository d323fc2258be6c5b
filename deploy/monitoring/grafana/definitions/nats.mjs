/** @type {import('../../generate/dashboard.mjs').Dashboard} */
export const nats = {
  uid: 'bodybroker-nats',
  title: 'NATS',
  about: 'Servers of the cluster, what passes through them, and how far they are from losing their majority',
  rows: [
    {
      title: 'Cluster',
      panels: [
        { title: 'Servers', kind: 'stat', width: 6, queries: [{ expr: 'nats:servers_alive:count' }] },
        {
          title: 'Servers that may still be lost',
          kind: 'stat',
          width: 6,
          thresholds: [
            { color: 'red', from: 0 },
            { color: 'orange', from: 0 },
            { color: 'green', from: 1 },
          ],
          queries: [{ expr: 'nats:quorum_margin:servers' }],
        },
        {
          title: 'Unhealthy servers',
          kind: 'stat',
          width: 6,
          thresholds: [
            { color: 'green', from: 0 },
            { color: 'red', from: 1 },
          ],
          queries: [{ expr: 'sum(gnatsd_healthz_status)' }],
        },
        {
          title: 'Meta leader',
          kind: 'table',
          width: 6,
          queries: [
            { expr: 'count by (server_name, meta_leader) (jetstream_server_total_streams{is_meta_leader="true"})' },
          ],
        },
      ],
    },
    {
      title: 'Traffic',
      panels: [
        {
          title: 'Messages in',
          unit: 'ops',
          queries: [{ expr: 'rate(gnatsd_varz_in_msgs[5m])', legend: '{{server_id}}' }],
        },
        {
          title: 'Messages out',
          unit: 'ops',
          queries: [{ expr: 'rate(gnatsd_varz_out_msgs[5m])', legend: '{{server_id}}' }],
        },
        {
          title: 'Bytes in and out',
          unit: 'Bps',
          queries: [
            { expr: 'rate(gnatsd_varz_in_bytes[5m])', legend: '{{server_id}} in' },
            { expr: 'rate(gnatsd_varz_out_bytes[5m])', legend: '{{server_id}} out' },
          ],
        },
        {
          title: 'Connections and subscriptions',
          queries: [
            { expr: 'gnatsd_varz_connections', legend: '{{server_id}} connections' },
            { expr: 'gnatsd_varz_subscriptions', legend: '{{server_id}} subscriptions' },
          ],
        },
        {
          title: 'Slow consumers within 5 minutes',
          queries: [{ expr: 'increase(gnatsd_varz_slow_consumers[5m])', legend: '{{server_id}}' }],
        },
        {
          title: 'JetStream API: calls and refusals',
          unit: 'ops',
          queries: [
            { expr: 'sum(rate(gnatsd_varz_jetstream_stats_api_total[5m]))', legend: 'calls' },
            { expr: 'sum(rate(gnatsd_varz_jetstream_stats_api_errors[5m]))', legend: 'refused' },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'gnatsd_varz_mem', legend: '{{server_id}}' }],
        },
        {
          title: 'Processor, percent of one core',
          unit: 'percent',
          queries: [{ expr: 'gnatsd_varz_cpu', legend: '{{server_id}}' }],
        },
      ],
    },
  ],
};
