import { DescribeServicesCommand, UpdateServiceCommand, type Deployment, type Service } from '@aws-sdk/client-ecs';
import type { Changes } from '../aws/changes.js';
import type { Ecs } from '../aws/open-aws.js';

/** Where a service runs. */
export interface ServicePlace {
  readonly cluster: string;
  readonly service: string;
}

/** @throws Error when there is no such service */
export async function describeService(ecs: Ecs, { cluster, service }: ServicePlace): Promise<Service> {
  const { services = [], failures = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const [found] = services;
  if (found === undefined || found.status !== 'ACTIVE') {
    throw new Error(
      `there is no service ${service} in ${cluster} (${failures[0]?.reason ?? found?.status ?? 'MISSING'})`,
    );
  }
  return found;
}

export interface ServiceUpdate extends ServicePlace {
  readonly taskDefinition?: string;
  /** Starts all tasks anew though nothing else is different, so that they read their secrets again. */
  readonly restart?: 'forced';
}

/** Begins a deployment and returns its id. */
export async function updateService(ecs: Ecs, changes: Changes, update: ServiceUpdate): Promise<string> {
  const { cluster, service, taskDefinition, restart } = update;
  const command = new UpdateServiceCommand({
    cluster,
    service,
    ...(taskDefinition === undefined ? {} : { taskDefinition }),
    ...(restart === 'forced' ? { forceNewDeployment: true } : {}),
  });
  const planned = { service: { deployments: [{ id: '(new deployment)', status: 'PRIMARY' }] }, $metadata: {} };
  const { service: updated } = await changes.make('ecs:UpdateService', command, () => ecs.send(command), planned);
  const id = primaryOf(updated?.deployments)?.id;
  if (id === undefined) throw new Error(`ECS names no deployment of ${service}`);
  return id;
}

export function primaryOf(deployments: readonly Deployment[] = []): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}

/** `arn:…:task-definition/bodybroker-staging-auth:7` as `bodybroker-staging-auth:7`. */
export function revisionOf(taskDefinitionArn = ''): string {
  return taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf('/') + 1);
}
