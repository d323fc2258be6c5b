import { failedPrecondition, invalidArgument } from '@bodybroker/domain';

/** How a deployment takes over. */
export const DEPLOYMENT_STRATEGIES = ['ALL_AT_ONCE', 'CANARY', 'SHADOW'] as const;
export type DeploymentStrategy = (typeof DEPLOYMENT_STRATEGIES)[number];

export type DeploymentState = 'PENDING' | 'CANARY' | 'ACTIVE' | 'SUPERSEDED' | 'ROLLED_BACK';

/** Where a deployment goes from each state. What is brought back after it was SUPERSEDED is a deployment of its own. */
export const DEPLOYMENT_TRANSITIONS: Readonly<Record<DeploymentState, readonly DeploymentState[]>> = {
  PENDING: ['CANARY', 'ACTIVE', 'ROLLED_BACK'],
  CANARY: ['ACTIVE', 'ROLLED_BACK'],
  ACTIVE: ['SUPERSEDED', 'ROLLED_BACK'],
  SUPERSEDED: [],
  ROLLED_BACK: [],
};

/** When a deployment is taken back by itself. */
export interface Guard {
  readonly maxErrorRatio: number | undefined;
  readonly minSamples: number;
  readonly maxP95Ms: number | undefined;
}

/** A version at work in an environment, or that was. */
export interface Deployment {
  readonly id: string;
  readonly name: string;
  readonly environment: string;
  readonly number: number;
  readonly strategy: DeploymentStrategy;
  readonly canaryBasisPoints: number;
  readonly guard: Guard | undefined;
  readonly state: DeploymentState;
  readonly reason: string;
  /** The one it brought back; empty otherwise. */
  readonly restores: string;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** @throws DomainError FAILED_PRECONDITION ILLEGAL_TRANSITION {from, to} */
export function moveDeployment(
  deployment: Deployment,
  to: DeploymentState,
  { reason, nowMs }: { readonly reason: string; readonly nowMs: number },
): Deployment {
  const from = deployment.state;
  if (!DEPLOYMENT_TRANSITIONS[from].includes(to)) {
    throw failedPrecondition('ILLEGAL_TRANSITION', `deployment "${deployment.id}" is ${from}`, { from, to });
  }
  return { ...deployment, state: to, reason, updatedMs: nowMs };
}

/** @throws DomainError INVALID_ARGUMENT unless a canary, and nothing else, has 1 to 9999 basis points */
export function checkBasisPoints(strategy: DeploymentStrategy, basisPoints: number): void {
  if (strategy !== 'CANARY' && basisPoints !== 0) {
    throw invalidArgument('canary_basis_points', 'is for strategy CANARY only', 'BASIS_POINTS');
  }
  if (strategy === 'CANARY' && !(basisPoints >= 1 && basisPoints <= 9999)) {
    throw invalidArgument('canary_basis_points', 'must be from 1 to 9999', 'BASIS_POINTS');
  }
}
