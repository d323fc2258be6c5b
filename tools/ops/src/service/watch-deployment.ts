import type { Deployment, Service } from '@aws-sdk/client-ecs';
import type { Invocation } from '../cli/command.js';
import type { Ecs } from '../aws/open-aws.js';
import { describeService, primaryOf, revisionOf, type ServicePlace } from './ecs-service.js';

const POLL_MS = 5_000;

/** How a deployment ended. */
export type DeploymentEnd =
  | { readonly outcome: 'completed' }
  /** ECS gave it up. `runs`: the revision that runs now, where the circuit breaker has gone back to it. */
  | { readonly outcome: 'failed'; readonly why: string; readonly runs: string }
  /** Another deployment took its place. */
  | { readonly outcome: 'replaced'; readonly runs: string }
  | { readonly outcome: 'unfinished'; readonly why: string };

export interface WatchOptions {
  readonly timeoutMs: number;
}

/** Follows a deployment to its end, with a line whenever something has moved, and for each event ECS tells. */
export async function watchDeployment(
  ecs: Ecs,
  place: ServicePlace,
  deploymentId: string,
  { world, output, signal }: Pick<Invocation, 'world' | 'output' | 'signal'>,
  { timeoutMs }: WatchOptions,
): Promise<DeploymentEnd> {
  const startMs = world.now();
  const told = new Set<string>();
  let line = '';
  let failure: string | undefined;
  for (;;) {
    signal.throwIfAborted();
    const service = await describeService(ecs, place);
    const own = service.deployments?.find(({ id }) => id === deploymentId);
    const primary = primaryOf(service.deployments);
    tellEvents(service, startMs, told, (text) => output.progress(text));
    const now = progressOf(service, own ?? primary);
    if (now !== line) output.progress((line = now));
    if (own?.rolloutState === 'COMPLETED') return { outcome: 'completed' };
    if (own?.rolloutState === 'FAILED') failure ??= own.rolloutStateReason ?? 'ECS gives no reason';
    const gone = primary !== undefined && primary.id !== deploymentId;
    if (failure !== undefined && gone && primary.rolloutState === 'COMPLETED') {
      return { outcome: 'failed', why: failure, runs: revisionOf(primary.taskDefinition) };
    }
    if (failure === undefined && gone && own === undefined) {
      return { outcome: 'replaced', runs: revisionOf(primary.taskDefinition) };
    }
    if (world.now() - startMs >= timeoutMs) {
      return failure === undefined
        ? { outcome: 'unfinished', why: `after ${Math.round(timeoutMs / 60_000)} minutes it still goes on: ${now}` }
        : { outcome: 'failed', why: failure, runs: revisionOf(primary?.taskDefinition) };
    }
    await world.pause(POLL_MS, signal);
  }
}

function progressOf(service: Service, deployment: Deployment | undefined): string {
  const { runningCount = 0, pendingCount = 0, desiredCount = 0, failedTasks = 0 } = deployment ?? {};
  const counts = `${runningCount} of ${desiredCount} running, ${pendingCount} starting, ${failedTasks} failed`;
  return `${service.serviceName ?? ''}  ${deployment?.rolloutState ?? ''}  ${revisionOf(deployment?.taskDefinition)}  ${counts}`;
}

function tellEvents({ events = [] }: Service, sinceMs: number, told: Set<string>, tell: (text: string) => void): void {
  for (const { id = '', createdAt, message = '' } of [...events].reverse()) {
    if (told.has(id) || (createdAt?.getTime() ?? 0) < sinceMs) continue;
    told.add(id);
    tell(`  ${message}`);
  }
}
