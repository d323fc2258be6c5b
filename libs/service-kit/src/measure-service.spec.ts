import type { BreakerChange } from '@bodybroker/resilience';
import { createMetrics } from '@bodybroker/telemetry';
import { measureBreakers, measureService } from './measure-service.js';

const linesOf = async (metrics: { text(): Promise<string> }, name: string): Promise<readonly string[]> =>
  (await metrics.text()).split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line));

describe('measureService', () => {
  it('tells of readiness, calls under way and events that wait, as they are when read', async () => {
    const metrics = createMetrics({ service: 'auth' });
    let ready = true;
    measureService(metrics, {
      readiness: () => Promise.resolve({ ready, checks: {} }),
      inFlight: () => 3,
      outboxBacklog: () => 12,
    });
    expect(await linesOf(metrics, 'service_ready')).toEqual(['service_ready{service="auth"} 1']);
    ready = false;
    expect(await linesOf(metrics, 'service_ready')).toEqual(['service_ready{service="auth"} 0']);
    expect(await linesOf(metrics, 'rpc_server_in_flight')).toEqual(['rpc_server_in_flight{service="auth"} 3']);
    expect(await linesOf(metrics, 'outbox_backlog')).toEqual(['outbox_backlog{service="auth"} 12']);
  });
});

describe('measureBreakers', () => {
  it('has a number for each breaker that is not closed, and none once it closes', async () => {
    const metrics = createMetrics({ service: 'gateway' });
    const policy: { openBreakers: readonly BreakerChange[] } = {
      openBreakers: [{ subject: 'svc.auth.v1.login', state: 'half-open' }],
    };
    measureBreakers(metrics, policy);
    expect(await linesOf(metrics, 'rpc_client_breakers')).toEqual([
      'rpc_client_breakers{subject="svc.auth.v1.login",state="half-open",service="gateway"} 1',
    ]);
    policy.openBreakers = [];
    expect(await linesOf(metrics, 'rpc_client_breakers')).toEqual([]);
  });
});
