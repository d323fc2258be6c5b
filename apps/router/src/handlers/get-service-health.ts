import { notFound } from '@bodybroker/domain';
import type { ServiceHealth } from '@bodybroker/contracts-router';
import type { Deps, RouterHandler } from '../deps.js';
import { statusAt, takesCalls } from '../domain/instance.js';
import { percentile } from '../domain/outcomes.js';

export function getServiceHealth(deps: Deps): RouterHandler<'getServiceHealth'> {
  return async ({ service }) => {
    const known = await deps.instances.services();
    if (service !== '' && !known.includes(service)) throw notFound('service', service);
    const asked = service === '' ? known : [service];
    return { services: await Promise.all(asked.map((name) => healthOf(deps, name))) };
  };
}

async function healthOf({ instances, outcomes, clock }: Deps, service: string): Promise<ServiceHealth> {
  const nowMs = clock.now();
  const known = await instances.ofService(service);
  const count = (status: string): number => known.filter((each) => statusAt(each, nowMs) === status).length;
  const summaries = known.map(({ instance }) => outcomes.summary(instance.instanceId, nowMs));
  const latencies = summaries.flatMap(({ latenciesMs }) => latenciesMs);
  const errors = summaries.reduce((sum, summary) => sum + summary.errors, 0);
  return {
    service,
    up: known.filter((each) => takesCalls(each, nowMs)).length,
    draining: count('DRAINING'),
    ejected: count('EJECTED'),
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
    errorRatio: latencies.length === 0 ? 0 : errors / latencies.length,
    samples: latencies.length,
  };
}
