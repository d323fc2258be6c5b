import type { RecordBucket } from '@bodybroker/nats-sdk';
import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Route } from '../domain/route.js';

/** Keeps the routes in memory. The service is not ready before all are known: it could let calls into a closed service. */
export function followRoutes(routes: RecordBucket<Route>): Worker & HealthCheck {
  return {
    name: 'routes',
    run: (signal) => routes.follow(signal),
    check: (signal) => routes.loaded(signal),
  };
}
