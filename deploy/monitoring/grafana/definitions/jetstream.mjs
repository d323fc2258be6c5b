/** @type {import('../../generate/dashboard.mjs').Dashboard} */
export const jetstream = {
  uid: 'bodybroker-jetstream',
  title: 'JetStream and dead letters',
  about: 'Streams, consumers and how far they are behind, and events nobody could handle',
  variables: [{ name: 'stream', metric: 'jetstream_stream_total_messages', label: 'stream_name' }],
  rows: [
    {
      title: 'Dead letters',
      panels: [
        {
          title: 'In the queue',
          kind: 'stat',
          width: 6,
          thresholds: [
            { color: 'green', from: 0 },
            { color: 'orange', from: 1 },
          ],
          queries: [{ expr: 'max(jetstream_stream_total_messages{stream_name="DLQ"})' }],
        },
        {
          title: 'Dead-lettered ever',
          width: 18,
          queries: [{ expr: 'stream:last_seq:max{stream_name="DLQ"}', legend: 'all' }],
        },
        {
          title: 'By consumer',
          width: 24,
          queries: [{ expr: 'sum by (durable, code) (messaging_dead_lettered_total)', legend: '{{durable}} {{code}}' }],
        },
      ],
    },
    {
      title: 'Streams',
      panels: [
        {
          title: 'Stored messages',
          queries: [
            {
              expr: 'max by (stream_name) (jetstream_stream_total_messages{stream_name=~"$stream"})',
              legend: '{{stream_name}}',
            },
          ],
        },
        {
          title: 'Published',
          unit: 'ops',
          queries: [{ expr: 'rate(stream:last_seq:max{stream_name=~"$stream"}[5m])', legend: '{{stream_name}}' }],
        },
        {
          title: 'Size',
          unit: 'bytes',
          queries: [
            {
              expr: 'max by (stream_name) (jetstream_stream_total_bytes{stream_name=~"$stream"})',
              legend: '{{stream_name}}',
            },
          ],
        },
        {
          title: 'Replicas that are there',
          queries: [{ expr: 'stream:replicas_alive:count{stream_name=~"$stream"}', legend: '{{stream_name}}' }],
        },
        {
          title: 'Storage used',
          unit: 'percentunit',
          queries: [{ expr: 'server:jetstream_storage_used:ratio', legend: '{{server_id}}' }],
        },
        {
          title: 'Replicas behind their leader, messages',
          queries: [
            {
              expr: 'max by (stream_name) (jetstream_stream_last_seq{stream_name=~"$stream"}) - min by (stream_name) (jetstream_stream_last_seq{stream_name=~"$stream"})',
              legend: '{{stream_name}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Consumers',
      panels: [
        {
          title: 'Waiting',
          queries: [{ expr: 'topk(10, consumer:pending:max{stream_name=~"$stream"})', legend: '{{consumer_name}}' }],
        },
        {
          title: 'Delivered and not acknowledged',
          queries: [
            {
              expr: 'topk(10, max by (consumer_name) (jetstream_consumer_num_ack_pending{stream_name=~"$stream", is_consumer_leader="true"}))',
              legend: '{{consumer_name}}',
            },
          ],
        },
        {
          title: 'Delivered more than once',
          queries: [
            {
              expr: 'topk(10, max by (consumer_name) (jetstream_consumer_num_redelivered{stream_name=~"$stream", is_consumer_leader="true"}))',
              legend: '{{consumer_name}}',
            },
          ],
        },
        {
          title: 'Consume loops begun again',
          unit: 'ops',
          queries: [
            { expr: 'sum by (service, durable) (rate(messaging_consumer_restarted_total[5m]))', legend: '{{durable}}' },
          ],
        },
      ],
    },
  ],
};
