/** @type {import('../../generate/dashboard.mjs').Dashboard} */
export const services = {
  uid: 'bodybroker-services',
  title: 'Services',
  about: 'Rate, errors and duration of every service, the events it handles, and its processes',
  variables: [{ name: 'service', metric: 'process_start_time_seconds', label: 'service' }],
  rows: [
    {
      title: 'Calls',
      panels: [
        {
          title: 'Calls answered',
          unit: 'reqps',
          queries: [{ expr: 'service:rpc_requests:rate5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Share of calls that end in a fault of the service',
          unit: 'percentunit',
          queries: [{ expr: 'service:rpc_error_ratio:rate5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Duration, p99',
          unit: 's',
          queries: [{ expr: 'service:rpc_duration_seconds:p99_5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Duration, p50',
          unit: 's',
          queries: [{ expr: 'service:rpc_duration_seconds:p50_5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Faults by method',
          unit: 'reqps',
          queries: [
            {
              expr: 'topk(10, sum by (rpc_method, rpc_response_status_code) (rate(rpc_server_call_duration_seconds_count{service=~"$service", rpc_response_status_code=~"DATA_LOSS|DEADLINE_EXCEEDED|INTERNAL|UNAVAILABLE|UNIMPLEMENTED|UNKNOWN"}[5m])) > 0)',
              legend: '{{rpc_response_status_code}} {{rpc_method}}',
            },
          ],
        },
        {
          title: 'Calls under way, and calls that came too late',
          queries: [
            { expr: 'sum by (service) (rpc_server_in_flight{service=~"$service"})', legend: '{{service}} under way' },
            {
              expr: 'sum by (service) (rate(rpc_server_expired_total{service=~"$service"}[5m]))',
              legend: '{{service}} too late a second',
            },
          ],
        },
      ],
    },
    {
      title: 'Events',
      panels: [
        {
          title: 'Events handled',
          unit: 'ops',
          queries: [{ expr: 'service:events_handled:rate5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Tries that failed',
          unit: 'ops',
          queries: [{ expr: 'service:events_failed:rate5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Events that wait in the outbox',
          queries: [{ expr: 'max by (service) (outbox_backlog{service=~"$service"})', legend: '{{service}}' }],
        },
        {
          title: 'Publishing, p99',
          unit: 's',
          queries: [
            {
              expr: 'histogram_quantile(0.99, sum by (service, le) (rate(messaging_client_operation_duration_seconds_bucket{service=~"$service"}[5m])))',
              legend: '{{service}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Processes',
      panels: [
        {
          title: 'Instances that are ready',
          queries: [{ expr: 'sum by (service) (service_ready{service=~"$service"})', legend: '{{service}}' }],
        },
        {
          title: 'Circuit breakers that are not closed',
          queries: [
            {
              expr: 'sum by (service, subject, state) (rpc_client_breakers{service=~"$service"})',
              legend: '{{service}} → {{subject}} {{state}}',
            },
          ],
        },
        {
          title: 'Redis operations, p99',
          unit: 's',
          queries: [{ expr: 'service:store_duration_seconds:p99_5m{service=~"$service"}', legend: '{{service}}' }],
        },
        {
          title: 'Event loop lag, p99',
          unit: 's',
          queries: [
            { expr: 'max by (service) (nodejs_eventloop_lag_p99_seconds{service=~"$service"})', legend: '{{service}}' },
          ],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [
            { expr: 'max by (service) (process_resident_memory_bytes{service=~"$service"})', legend: '{{service}}' },
          ],
        },
        {
          title: 'Processor',
          unit: 'percentunit',
          queries: [
            {
              expr: 'max by (service) (rate(process_cpu_seconds_total{service=~"$service"}[5m]))',
              legend: '{{service}}',
            },
          ],
        },
      ],
    },
  ],
};
