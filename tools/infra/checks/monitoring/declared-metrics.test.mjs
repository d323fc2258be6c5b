import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredIn } from './declared-metrics.mjs';

test('finds metrics and what is counted, with their labels', () => {
  const source = `
    metrics.gauge('outbox.backlog', { description: 'd' }, () => 1);
    const options = { description: 'd', attributes: ['subject', 'state'] };
    metrics.gauge('rpc.client.breakers', options, () => []);
    metrics.histogram('gen_ai.duration', { description: 'd', unit: 's', attributes: ['a.b'], buckets });
    instrumentation.count('messaging.dead_lettered', { durable: subscriber.durable, code: error.code });
    instrumentation.count('rpc.client.late');
    repository.count('location');`;
  assert.deepEqual(declaredIn(source), [
    { type: 'gauge', name: 'outbox.backlog', unit: '', labels: [] },
    { type: 'gauge', name: 'rpc.client.breakers', unit: '', labels: ['subject', 'state'] },
    { type: 'histogram', name: 'gen_ai.duration', unit: 's', labels: ['a.b'] },
    { type: 'counter', name: 'messaging.dead_lettered', unit: '', labels: ['durable', 'code'] },
    { type: 'counter', name: 'rpc.client.late', unit: '', labels: [] },
  ]);
});
