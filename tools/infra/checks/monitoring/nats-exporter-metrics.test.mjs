import assert from 'node:assert/strict';
import { test } from 'node:test';
import { varzMetrics } from './nats-exporter-metrics.mjs';

test('names numbers of /varz after the way to them, texts only where the exporter knows them', () => {
  const varz = {
    mem: 1,
    server_id: 'A',
    host: '0.0.0.0',
    jetstream: { stats: { api: { errors: 2 } } },
    tags: ['az:a'],
  };
  assert.deepEqual(varzMetrics(varz), {
    gnatsd_varz_mem: { type: 'gauge', labels: ['server_id'] },
    gnatsd_varz_server_id: { type: 'gauge', labels: ['server_id', 'value'] },
    gnatsd_varz_jetstream_stats_api_errors: { type: 'gauge', labels: ['server_id'] },
  });
});
