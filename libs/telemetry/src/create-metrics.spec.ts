import { readSample } from '../test/read-sample.js';
import { createMetrics } from './create-metrics.js';

describe('createMetrics', () => {
  it('exposes OpenTelemetry names as Prometheus wants them', async () => {
    const metrics = createMetrics({ service: 'auth' });
    metrics
      .histogram('rpc.server.call.duration', {
        description: 'd',
        unit: 's',
        attributes: ['rpc.method'],
        buckets: [0.1, 1],
      })
      .record(0.5, { 'rpc.method': 'a/B' });
    metrics.counter('bus.disconnected', { description: 'd' }).add();
    const text = await metrics.text();
    const bucket = (le: string) =>
      readSample(text, 'rpc_server_call_duration_seconds_bucket', { le, rpc_method: 'a/B', service: 'auth' });
    expect([bucket('0.1'), bucket('1'), bucket('+Inf')]).toEqual([0, 1, 1]);
    expect(readSample(text, 'bus_disconnected_total', { service: 'auth' })).toBe(1);
  });

  it('gives the same counter for the same name, and leaves out attributes that were not declared', async () => {
    const metrics = createMetrics({ service: 'auth' });
    metrics.counter('n', { description: 'd', attributes: ['a'] }).add(2, { a: 'x' });
    metrics.counter('n', { description: 'd', attributes: ['b'] }).add(3, { a: 'z', b: 'y' });
    const text = await metrics.text();
    expect(readSample(text, 'n_total', { a: 'x', service: 'auth' })).toBe(2);
    expect(readSample(text, 'n_total', { a: 'z', service: 'auth' })).toBe(3);
  });

  it('reads gauges when asked, and survives one that cannot be read', async () => {
    const metrics = createMetrics({ service: 'auth' });
    let waiting = 1;
    metrics.gauge('outbox.backlog', { description: 'd' }, () => waiting);
    metrics.gauge('broken', { description: 'd' }, () => Promise.reject(new Error('away')));
    metrics.gauge('queue', { description: 'd', attributes: ['name'] }, () => [
      { value: waiting, attributes: { name: `q${waiting}` } },
    ]);
    await metrics.text();
    waiting = 7;
    const text = await metrics.text();
    expect(readSample(text, 'outbox_backlog', { service: 'auth' })).toBe(7);
    expect(readSample(text, 'queue', { name: 'q7', service: 'auth' })).toBe(7);
    expect(text).not.toContain('q1');
    expect(text).not.toMatch(/^broken\{/m);
  });

  it('tells of the process and its event loop', async () => {
    const text = await createMetrics({ service: 'auth' }).text();
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('keeps two registries of one process apart', async () => {
    createMetrics({ service: 'one' }).counter('n', { description: 'd' }).add();
    expect(await createMetrics({ service: 'two' }).text()).not.toContain('n_total');
  });
});
