import { AutoRolledBack, DeploymentChanged, DeploymentStrategy } from '@bodybroker/contracts-model-management';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';
import { deploymentIn, findDeployment, type Rollout } from '../domain/rollout.js';
import type { Stored } from '../storage/registry-records.js';

/** What to tell of a rollout's record: its last change. */
export function rolloutChanged({ value: rollout, version }: Stored<Rollout>, clock: Clock): readonly OutgoingEvent[] {
  const { change, name, environment } = rollout;
  if (change === undefined) return [];
  const { deploymentId, oldNumber, newNumber, reason, autoRolledBackNumber } = change;
  const about = {
    source: 'model-management',
    clock,
    entityId: `${environment}.${name}`,
    entityVersion: version,
  };
  const canary = deploymentIn(rollout, 'CANARY');
  const changed = {
    name,
    environment,
    deploymentId,
    oldNumber,
    newNumber,
    canaryNumber: canary?.number ?? 0,
    canaryBasisPoints: canary?.canaryBasisPoints ?? 0,
    strategy: DeploymentStrategy[findDeployment(rollout, deploymentId).strategy],
    reason,
  };
  const told = createEvent(DeploymentChanged, changed, about);
  if (autoRolledBackNumber === undefined) return [told];
  const taken = {
    name,
    environment,
    deploymentId,
    number: autoRolledBackNumber,
    restoredNumber: newNumber,
    reason,
  };
  return [told, createEvent(AutoRolledBack, taken, about)];
}
