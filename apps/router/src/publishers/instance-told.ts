import { InstanceDown, InstanceEjected, InstanceUp } from '@bodybroker/contracts-router';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { KnownInstance } from '../domain/instance.js';
import { toInstanceMessage } from '../mapping/to-instance.js';

export type DownReason = 'DEREGISTERED' | 'DRAINED' | 'LEASE_EXPIRED';

/** What a change of an instance tells the others; committed with it. */
export function instanceTold(
  before: KnownInstance | undefined,
  after: KnownInstance,
  version: bigint,
  clock: Clock,
): readonly OutboxEvent[] {
  const instance = toInstanceMessage(after.instance);
  const facts = factsOf(after, version, clock);
  if (after.status === 'EJECTED' && before?.timesEjected !== after.timesEjected) {
    const { timesEjected, ejectedUntilMs = 0 } = after;
    return [createEvent(InstanceEjected, { instance, timesEjected, untilMs: BigInt(ejectedUntilMs) }, facts)];
  }
  if (after.status === 'DRAINING' && before?.status !== 'DRAINING') {
    return [createEvent(InstanceDown, { instance, reason: 'DRAINED' }, facts)];
  }
  if (before === undefined || (after.status === 'STARTING' && before.status !== 'STARTING')) {
    return [createEvent(InstanceUp, { instance }, facts)];
  }
  return [];
}

/** An instance is forgotten; committed with it. */
export function instanceDown(
  known: KnownInstance,
  reason: DownReason,
  version: bigint,
  clock: Clock,
): readonly OutboxEvent[] {
  // That it drains has been told.
  if (known.status === 'DRAINING') return [];
  const instance = toInstanceMessage(known.instance);
  return [createEvent(InstanceDown, { instance, reason }, factsOf(known, version + 1n, clock))];
}

const factsOf = ({ instance }: KnownInstance, version: bigint, clock: Clock): EventFacts => ({
  source: 'router',
  clock,
  entityId: `${instance.service}/${instance.instanceId}`,
  entityVersion: version,
});
