import { Hono } from 'hono';
import { ConnectHandler } from './connect/connect-handler.js';
import { ContractRegistry } from './descriptors/contract-registry.js';
import type { GatewayPorts, GatewaySettings } from './gateway-options.js';
import { AnswerCache } from './http/answer-cache.js';
import { Dispatcher } from './http/dispatcher.js';
import { CrossOrigin } from './http/cross-origin.js';
import { Front } from './http/front.js';
import type { GatewayEnv } from './http/gateway-env.js';
import { Guard } from './http/guard.js';
import { GatewayServer } from './http/gateway-server.js';
import { RestHandler } from './http/rest-handler.js';
import { Streamer } from './http/streamer.js';
import { addSystemPages } from './http/system-pages.js';
import { Admission } from './limits/admission.js';
import { StreamSlots } from './limits/stream-slots.js';
import { RouteTable } from './routing/route-table.js';

/** A gateway, wired but not yet listening. */
export interface Gateway {
  /** For tests: `app.request()`. */
  readonly app: Hono<GatewayEnv>;
  /** Takes contracts; routes follow at once. */
  readonly contracts: ContractRegistry;
  readonly routes: () => RouteTable;
  /** Streams open now. */
  readonly openStreams: () => number;
  /** Requests under way, streams included. */
  readonly inFlight: () => number;
  /** @throws the listen error, such as EADDRINUSE */
  start(): Promise<{ readonly port: number }>;
  /** Stops without losing a request; see GatewayServer.stop. */
  stop(): Promise<void>;
}

/** Builds the gateway from its ports. */
export function createGateway(settings: GatewaySettings, ports: GatewayPorts): Gateway {
  let routes = new RouteTable([]);
  const contracts = new ContractRegistry({
    onChange: (present) => {
      routes = new RouteTable(present);
      ports.onRouteFaults(routes.faults);
    },
    onRefused: ports.onContractRefused,
  });
  const app = new Hono<GatewayEnv>();
  const stopping = new AbortController();
  const places = new Admission(settings.maxInFlight);
  const slots = new StreamSlots(settings.maxStreamsPerActor);
  const { upstream, now, newId } = ports;
  const server = new GatewayServer(app, { ...settings, stopping, whenIdle: () => places.whenIdle(), newId });
  const { maxBodyBytes, heartbeatMs, stallMs } = settings;
  const guard = new Guard(ports);
  const streamer = new Streamer({ upstream, slots, heartbeatMs, stallMs, stopping: stopping.signal });
  const dispatcher = new Dispatcher(
    new RestHandler({ guard, upstream, streamer, maxBodyBytes, now, cache: new AnswerCache({ now }) }),
    new ConnectHandler({ guard, upstream, streamer, maxBodyBytes, now }),
    { routes: () => routes, isLoaded: ports.isLoaded },
  );

  const front = new Front({
    newId,
    trustedProxies: settings.trustedProxies,
    observer: ports.observer,
    crossOrigin: new CrossOrigin(settings.corsOrigins),
    isClosing: () => server.isClosing,
  });
  const health = {
    metricsText: () => ports.health.metricsText(),
    readiness: async () => {
      const readiness = await ports.health.readiness();
      const checks = { ...readiness.checks, gateway: server.isDraining ? 'draining' : 'ok' };
      const detail = {
        ...readiness.detail,
        contracts: contracts.contracts.map(({ service, version, descriptorHash }) => ({
          service,
          version,
          descriptorHash,
        })),
        refused_contracts: contracts.refused,
        route_faults: routes.faults,
      };
      return { ready: readiness.ready && !server.isDraining, checks, detail };
    },
  };
  addSystemPages(app, front, { health, routes: () => routes, version: settings.version, docsAssets: ports.docsAssets });
  app.all(
    '*',
    front.serving((exchange) => dispatcher.dispatch(exchange), places),
  );

  return {
    app,
    contracts,
    routes: () => routes,
    openStreams: () => slots.open,
    inFlight: () => places.inFlight,
    start: () => server.start(),
    stop: () => server.stop(),
  };
}
