import { RouterService, contract, type IRouterService } from '@bodybroker/contracts-router';
import { RecordBucket } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET, defineService, followRecords, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import type { Deps } from './deps.js';
import { Outcomes } from './domain/outcomes.js';
import type { Route } from './domain/route.js';
import { deleteRoute } from './handlers/delete-route.js';
import { deregisterInstance } from './handlers/deregister-instance.js';
import { forwardOver } from './handlers/forward.js';
import { forwardRequest } from './handlers/forward-request.js';
import { getRoute } from './handlers/get-route.js';
import { getServiceHealth } from './handlers/get-service-health.js';
import { listInstances } from './handlers/list-instances.js';
import { listRoutes } from './handlers/list-routes.js';
import { registerInstance } from './handlers/register-instance.js';
import { renewInstance } from './handlers/renew-instance.js';
import { reportOutcome } from './handlers/report-outcome.js';
import { resolveRoute } from './handlers/resolve-route.js';
import { setRoute } from './handlers/set-route.js';
import { Instances } from './storage/instances.js';
import { MethodCatalogue } from './storage/method-catalogue.js';
import { discoverInstances } from './workers/discover-instances.js';
import { forgetTheGone } from './workers/forget-the-gone.js';

/** Which instance and version of a service gets a call; drains, canaries, and ejects the sick. */
export const service = defineService({
  name: 'router',
  contract,
  config,
  build: ({ config: { discoverMs }, connection, store, events, clock, random, logger }) => {
    const deps: Deps = {
      instances: new Instances(store, { random, clock }),
      routes: new RecordBucket<Route>(connection.keyValue('routes'), {
        onUnreadable: (key, error) => logger.warn('a route cannot be read', { key, error }),
      }),
      catalogue: new MethodCatalogue(connection.keyValue(CONTRACTS_BUCKET)),
      outcomes: new Outcomes(),
      budgets: new Map(),
      forward: forwardOver(connection.bus),
      events,
      store,
      clock,
      random,
    };
    // Ready once all routes are known: before, calls could be let into a service that is closed.
    const routes = followRecords('routes', deps.routes);
    const onError = (error: unknown): void => logger.warn('an instance could not be forgotten', { error });
    return {
      implementations: [
        implement<IRouterService>(RouterService, {
          registerInstance: registerInstance(deps),
          renewInstance: renewInstance(deps),
          deregisterInstance: deregisterInstance(deps),
          listInstances: listInstances(deps),
          setRoute: setRoute(deps),
          getRoute: getRoute(deps),
          listRoutes: listRoutes(deps),
          deleteRoute: deleteRoute(deps),
          resolveRoute: resolveRoute(deps),
          forwardRequest: forwardRequest(deps),
          reportOutcome: reportOutcome(deps),
          getServiceHealth: getServiceHealth(deps),
        }),
      ],
      workers: [
        routes,
        forgetTheGone(deps, onError),
        ...(discoverMs === 0 ? [] : [discoverInstances(deps, connection.bus, discoverMs)]),
      ],
      healthChecks: [routes],
    };
  },
});
