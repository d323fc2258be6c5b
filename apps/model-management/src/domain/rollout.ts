import { failedPrecondition, notFound } from '@bodybroker/domain';
import { moveDeployment, type Deployment, type DeploymentState } from './deployment.js';

/** Deployments that are remembered of each model and environment. */
export const HISTORY = 20;

/** What the last change of a rollout was, to be told. */
export interface RolloutChange {
  readonly deploymentId: string;
  /** Numbers of the versions that served before and serve now; 0: none. */
  readonly oldNumber: number;
  readonly newNumber: number;
  readonly reason: string;
  /** Set when a guard did it: the number that was taken back. */
  readonly autoRolledBackNumber: number | undefined;
}

/** An answer given under an idempotency key. */
export interface AppliedRequest {
  readonly key: string;
  readonly deploymentId: string;
}

/** All deployments of a model in an environment: one record, so that one write covers a whole switch. */
export interface Rollout {
  readonly name: string;
  readonly environment: string;
  /** Newest first. */
  readonly deployments: readonly Deployment[];
  readonly change: RolloutChange | undefined;
  /** The last keyed requests, newest first. */
  readonly applied: readonly AppliedRequest[];
}

/** A rollout after something was done to it, and the deployment that answers for it. */
export interface RolloutStep {
  readonly rollout: Rollout;
  readonly deployment: Deployment;
}

export interface StepFacts {
  readonly reason: string;
  readonly nowMs: number;
}

/** The place of a rollout before anything was deployed there. */
export function emptyRollout({ name, environment }: Pick<Rollout, 'name' | 'environment'>): Rollout {
  return { name, environment, deployments: [], change: undefined, applied: [] };
}

/** The one deployment of a state that there can be one of. */
export function deploymentIn(
  { deployments }: Pick<Rollout, 'deployments'>,
  state: 'PENDING' | 'CANARY' | 'ACTIVE',
): Deployment | undefined {
  return deployments.find((deployment) => deployment.state === state);
}

/** Whether a version is at work, or waits to be. */
export function isInUse(rollout: Rollout, number: number): boolean {
  return rollout.deployments.some((deployment) => deployment.number === number && isLive(deployment.state));
}

/** Whether any version is. */
export function hasLive(rollout: Rollout): boolean {
  return rollout.deployments.some(({ state }) => isLive(state));
}

/** @throws DomainError NOT_FOUND DEPLOYMENT_NOT_FOUND */
export function findDeployment(rollout: Pick<Rollout, 'deployments'>, id: string): Deployment {
  const found = rollout.deployments.find((deployment) => deployment.id === id);
  if (found === undefined) throw notFound('deployment', id);
  return found;
}

/** Puts a new deployment to work. @throws DomainError FAILED_PRECONDITION, see the reasons below */
export function deploy(rollout: Rollout, order: Omit<Deployment, 'state' | 'updatedMs' | 'restores'>): RolloutStep {
  const active = deploymentIn(rollout, 'ACTIVE');
  const { strategy, number, reason, createdMs: nowMs } = order;
  if (strategy !== 'ALL_AT_ONCE' && active?.number === number) {
    throw failedPrecondition('VERSION_ALREADY_ACTIVE', `version ${number} serves already`);
  }
  const begun: Deployment = { ...order, state: 'PENDING', updatedMs: nowMs, restores: '' };
  if (strategy === 'SHADOW') {
    refuseSecond(rollout, 'PENDING', 'SHADOW_IN_PROGRESS');
    return step(rollout, [begun, ...rollout.deployments], begun);
  }
  if (strategy === 'CANARY') {
    refuseSecond(rollout, 'CANARY', 'CANARY_IN_PROGRESS');
    if (active === undefined) {
      throw failedPrecondition('NO_ACTIVE_DEPLOYMENT', 'a canary needs a version that serves the others');
    }
    const canary = moveDeployment(begun, 'CANARY', { reason, nowMs });
    return step(rollout, [canary, ...rollout.deployments], canary);
  }
  const serving = moveDeployment(begun, 'ACTIVE', { reason, nowMs });
  const before = rollout.deployments.map((each) => stepAside(each, { CANARY: 'ROLLED_BACK' }, serving));
  return step(rollout, [serving, ...before], serving);
}

/** Makes a canary or shadow serve all. @throws DomainError NOT_FOUND; FAILED_PRECONDITION ILLEGAL_TRANSITION */
export function promote(rollout: Rollout, id: string, facts: StepFacts): RolloutStep {
  const serving = moveDeployment(findDeployment(rollout, id), 'ACTIVE', facts);
  const deployments = rollout.deployments.map((each) => (each.id === id ? serving : stepAside(each, {}, serving)));
  return step(rollout, deployments, serving);
}

/** The deployment that brings an earlier one back. */
export interface Restored {
  readonly id: string;
  /** Whether a version is READY still. */
  isReady(number: number): boolean;
}

/** Takes the canary back if there is one, else as {@link rollBackActive}. */
export function rollBack(rollout: Rollout, restored: Restored, facts: StepFacts): RolloutStep {
  const canary = deploymentIn(rollout, 'CANARY');
  if (canary === undefined) return rollBackActive(rollout, restored, facts);
  const gone = moveDeployment(canary, 'ROLLED_BACK', facts);
  return step(rollout, replace(rollout, gone), deploymentIn(rollout, 'ACTIVE') ?? gone, gone);
}

/**
 * Takes the active one back for the last that served before it and still may.
 * @throws DomainError FAILED_PRECONDITION NOTHING_TO_ROLL_BACK
 */
export function rollBackActive(rollout: Rollout, restored: Restored, facts: StepFacts): RolloutStep {
  const active = deploymentIn(rollout, 'ACTIVE');
  const earlier = active && lastServing(rollout, active, restored.isReady);
  if (active === undefined || earlier === undefined) {
    throw failedPrecondition('NOTHING_TO_ROLL_BACK', 'no earlier deployment has a version that is still READY');
  }
  const back: Deployment = {
    ...earlier,
    id: restored.id,
    strategy: 'ALL_AT_ONCE',
    canaryBasisPoints: 0,
    guard: undefined,
    state: 'ACTIVE',
    reason: facts.reason,
    restores: earlier.id,
    createdMs: facts.nowMs,
    updatedMs: facts.nowMs,
  };
  return step(rollout, [back, ...replace(rollout, moveDeployment(active, 'ROLLED_BACK', facts))], back);
}

/** Takes the active one out without another. Undefined when there is none. */
export function withdraw(rollout: Rollout, facts: StepFacts): RolloutStep | undefined {
  const active = deploymentIn(rollout, 'ACTIVE');
  if (active === undefined) return undefined;
  const gone = moveDeployment(active, 'ROLLED_BACK', facts);
  return step(rollout, replace(rollout, gone), gone);
}

/** The same step, done because a guard said so. */
export function byGuard({ rollout, deployment }: RolloutStep, rolledBack: Deployment): RolloutStep {
  const change = rollout.change && {
    ...rollout.change,
    deploymentId: rolledBack.id,
    autoRolledBackNumber: rolledBack.number,
  };
  return { rollout: { ...rollout, change }, deployment };
}

function lastServing(
  { deployments }: Rollout,
  active: Deployment,
  isReady: (number: number) => boolean,
): Deployment | undefined {
  const broughtBack = new Set(deployments.map(({ restores }) => restores));
  return deployments.find(
    ({ id, number, state }) =>
      state === 'SUPERSEDED' && number !== active.number && !broughtBack.has(id) && isReady(number),
  );
}

function stepAside(
  deployment: Deployment,
  moves: { readonly CANARY?: DeploymentState },
  { id, updatedMs: nowMs }: Deployment,
): Deployment {
  const to = deployment.state === 'ACTIVE' ? 'SUPERSEDED' : deployment.state === 'CANARY' ? moves.CANARY : undefined;
  return to === undefined ? deployment : moveDeployment(deployment, to, { reason: `${id} serves`, nowMs });
}

function replace({ deployments }: Rollout, moved: Deployment): readonly Deployment[] {
  return deployments.map((each) => (each.id === moved.id ? moved : each));
}

function step(
  before: Rollout,
  deployments: readonly Deployment[],
  deployment: Deployment,
  changed: Deployment = deployment,
): RolloutStep {
  const change: RolloutChange = {
    deploymentId: changed.id,
    oldNumber: deploymentIn(before, 'ACTIVE')?.number ?? 0,
    newNumber: deploymentIn({ deployments }, 'ACTIVE')?.number ?? 0,
    reason: changed.reason,
    autoRolledBackNumber: undefined,
  };
  return { rollout: { ...before, deployments: remembered(deployments), change }, deployment };
}

/** Those at work are never forgotten. */
function remembered(deployments: readonly Deployment[]): readonly Deployment[] {
  let room = HISTORY - deployments.filter(({ state }) => isLive(state)).length;
  return deployments.filter(({ state }) => {
    if (isLive(state)) return true;
    room -= 1;
    return room >= 0;
  });
}

function refuseSecond(rollout: Rollout, state: 'PENDING' | 'CANARY', reason: string): void {
  const first = deploymentIn(rollout, state);
  if (first === undefined) return;
  throw failedPrecondition(reason, `${first.id} is under way`, { deployment_id: first.id });
}

function isLive(state: DeploymentState): boolean {
  return state === 'PENDING' || state === 'CANARY' || state === 'ACTIVE';
}
