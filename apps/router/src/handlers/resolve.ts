import type { ConditionValues } from '@bodybroker/conditions';
import { DomainError, notFound } from '@bodybroker/domain';
import { instanceSubject, methodSubject } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { chooseInstance, stickyKeyOf } from '../domain/choose-instance.js';
import { routeConditions } from '../domain/conditions.js';
import { takesCalls, type KnownInstance } from '../domain/instance.js';
import { OPEN_ROUTE, type Route } from '../domain/route.js';
import { isInRange } from './check-version.js';

/** A call that wants an instance. */
export interface CallToRoute {
  readonly service: string;
  readonly method: string;
  readonly playerId: string;
  readonly sessionId: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Resolved {
  readonly known: KnownInstance;
  readonly subject: string;
  readonly route: Route;
  readonly reason: string;
}

const NO_INSTANCE_RETRY_MS = 1000;

/** @throws DomainError UNAVAILABLE MAINTENANCE; RESOURCE_EXHAUSTED RATE_LIMITED */
export async function enter({ routes, store }: Deps, { service, playerId }: CallToRoute): Promise<void> {
  const { maintenance, rate } = routes.records.get(service)?.value ?? OPEN_ROUTE;
  if (maintenance.on) {
    const message = maintenance.message === '' ? `${service} is being worked on` : maintenance.message;
    throw new DomainError('UNAVAILABLE', 'MAINTENANCE', message, { details: { service } });
  }
  if (rate === undefined || playerId === '') return;
  // As many as may come at once, in the time in which that many may come.
  const counted = await store.shard(playerId).countWithin(`rate:${service}:${playerId}`, {
    limit: rate.burst,
    windowMs: Math.max(1, Math.round((rate.burst / rate.perPlayerRps) * 1000)),
  });
  if (counted.allowed) return;
  throw new DomainError('RESOURCE_EXHAUSTED', 'RATE_LIMITED', `too many calls of ${service}`, {
    retryAfterMs: counted.retryAfterMs,
  });
}

/**
 * The instance a call should go to.
 * @param except those that were tried
 * @throws DomainError NOT_FOUND SERVICE_NOT_FOUND; UNAVAILABLE NO_INSTANCE
 */
export async function resolve(
  deps: Deps,
  call: CallToRoute,
  except: ReadonlySet<string> = new Set(),
): Promise<Resolved> {
  const { instances, routes, catalogue, outcomes, clock, random } = deps;
  const { service, method } = call;
  const route = routes.records.get(service)?.value ?? OPEN_ROUTE;
  const [all, methods] = await Promise.all([instances.ofService(service), catalogue.methods(service)]);
  if (all.length === 0 && methods === undefined) throw notFound('service', service);
  if (methods !== undefined && !methods.has(method)) throw notFound('method', `${service}.${method}`);
  const at = route.rules.findIndex(({ match }) => match === '' || routeConditions.evaluate(match, variablesOf(call)));
  const splits = route.rules[at]?.splits ?? [];
  const stickyKey = stickyKeyOf(route.stickyBy, call);
  const able = all.filter((known) => takesCalls(known, clock.now()));
  const known = chooseInstance(
    able,
    { method, stickyKey, except },
    { splits, satisfies: isInRange, latencyMs: (id) => outcomes.latencyMs(id), random },
  );
  if (known === undefined) throw noInstance(service);
  const typeName = methods?.get(method)?.typeName ?? `bodybroker.${service.replaceAll('-', '_')}.v1.Service`;
  return {
    known,
    subject: instanceSubject(methodSubject({ typeName }, method), known.instance.instanceId),
    route,
    reason: `${at < 0 ? 'no rule' : `rule ${at}`}, ${stickyKey === '' ? 'the better of two' : 'kept together'}`,
  };
}

const variablesOf = ({ method, playerId, headers }: CallToRoute): ConditionValues => ({
  method,
  player_id: playerId,
  headers,
});

function noInstance(service: string): DomainError {
  return new DomainError('UNAVAILABLE', 'NO_INSTANCE', `no instance of ${service} takes calls`, {
    details: { service },
    retryAfterMs: NO_INSTANCE_RETRY_MS,
  });
}
