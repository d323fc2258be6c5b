/** @type {import('../../generate/dashboard.mjs').Dashboard} */
export const gateway = {
  uid: 'bodybroker-gateway',
  title: 'Gateway',
  about: 'Rate, errors and duration of what players ask, and how full the gateway is',
  rows: [
    {
      title: 'Requests',
      panels: [
        { title: 'Requests', kind: 'stat', width: 6, unit: 'reqps', queries: [{ expr: 'gateway:requests:rate5m' }] },
        {
          title: 'Errors (5xx)',
          kind: 'stat',
          width: 6,
          unit: 'percentunit',
          thresholds: [
            { color: 'green', from: 0 },
            { color: 'orange', from: 0.001 },
            { color: 'red', from: 0.0144 },
          ],
          queries: [{ expr: 'gateway:error_ratio:rate5m' }],
        },
        {
          title: 'Slower than 500 ms',
          kind: 'stat',
          width: 6,
          unit: 'percentunit',
          thresholds: [
            { color: 'green', from: 0 },
            { color: 'orange', from: 0.01 },
            { color: 'red', from: 0.144 },
          ],
          queries: [{ expr: 'gateway:slow_ratio:rate5m' }],
        },
        { title: 'Routes served', kind: 'stat', width: 6, queries: [{ expr: 'min(gateway_routes)' }] },
        {
          title: 'Requests by status',
          unit: 'reqps',
          queries: [
            {
              expr: 'sum by (http_response_status_code) (route:gateway_requests:rate5m)',
              legend: '{{http_response_status_code}}',
            },
          ],
        },
        {
          title: 'Busiest routes',
          unit: 'reqps',
          queries: [
            { expr: 'topk(10, sum by (http_route) (route:gateway_requests:rate5m))', legend: '{{http_route}}' },
          ],
        },
        {
          title: 'Duration of all requests',
          unit: 's',
          queries: [0.5, 0.9, 0.99].map((quantile) => ({
            expr: `histogram_quantile(${quantile}, sum by (le) (rate(http_server_request_duration_seconds_bucket{service="gateway"}[5m])))`,
            legend: `p${quantile * 100}`,
          })),
        },
        {
          title: 'Slowest routes, p99',
          unit: 's',
          queries: [{ expr: 'topk(10, route:gateway_duration_seconds:p99_5m)', legend: '{{http_route}}' }],
        },
        {
          title: 'Routes that fail',
          unit: 'reqps',
          queries: [
            {
              expr: 'topk(10, sum by (http_route, http_response_status_code) (route:gateway_requests:rate5m{http_response_status_code=~"5.."}) > 0)',
              legend: '{{http_response_status_code}} {{http_route}}',
            },
          ],
        },
        {
          title: 'Calls to services that fail',
          unit: 'reqps',
          queries: [
            {
              expr: 'topk(10, sum by (rpc_method, error_type) (rate(rpc_client_call_duration_seconds_count{service="gateway", error_type!=""}[5m])) > 0)',
              legend: '{{error_type}} {{rpc_method}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Room',
      panels: [
        {
          title: 'Requests under way',
          queries: [{ expr: 'sum by (instance) (gateway_requests_in_flight)', legend: '{{instance}}' }],
        },
        {
          title: 'Open streams',
          queries: [{ expr: 'sum by (instance) (gateway_streams_open)', legend: '{{instance}}' }],
        },
        {
          title: 'Event loop lag, p99',
          unit: 's',
          queries: [{ expr: 'nodejs_eventloop_lag_p99_seconds{service="gateway"}', legend: '{{instance}}' }],
        },
        {
          title: 'Memory',
          unit: 'bytes',
          queries: [{ expr: 'process_resident_memory_bytes{service="gateway"}', legend: '{{instance}}' }],
        },
        {
          title: 'Processor',
          unit: 'percentunit',
          queries: [{ expr: 'rate(process_cpu_seconds_total{service="gateway"}[5m])', legend: '{{instance}}' }],
        },
        {
          title: 'Circuit breakers that are not closed',
          queries: [{ expr: 'rpc_client_breakers{service="gateway"}', legend: '{{subject}} {{state}}' }],
        },
      ],
    },
  ],
};
