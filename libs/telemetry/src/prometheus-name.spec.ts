import { prometheusLabel, prometheusName } from './prometheus-name.js';

it.each([
  ['rpc.server.call.duration', 'histogram', 's', 'rpc_server_call_duration_seconds'],
  ['rpc.server.expired', 'counter', undefined, 'rpc_server_expired_total'],
  ['bytes.sent', 'counter', 'By', 'bytes_sent_bytes_total'],
  ['seen_total', 'counter', '{event}', 'seen_total'],
  ['queue.length', 'gauge', '{item}', 'queue_length'],
] as const)('%s, a %s in %s, is exposed as %s', (name, kind, unit, exposed) => {
  expect(prometheusName(name, kind, unit)).toBe(exposed);
});

it('makes labels that Prometheus takes', () => {
  expect(prometheusLabel('http.response.status_code')).toBe('http_response_status_code');
  expect(prometheusLabel('5xx')).toBe('_5xx');
});
