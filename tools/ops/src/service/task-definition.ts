import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { Changes } from '../aws/changes.js';
import type { Ecs } from '../aws/open-aws.js';
import { revisionOf } from './ecs-service.js';

/** A revision as ECS keeps it. */
export interface Revision {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

export async function describeRevision(ecs: Ecs, taskDefinition: string): Promise<Revision> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] });
  const { taskDefinition: definition, tags = [] } = await ecs.send(command);
  const arn = definition?.taskDefinitionArn;
  if (definition === undefined || arn === undefined) throw new Error(`there is no task definition ${taskDefinition}`);
  return { arn, definition, tags };
}

/** The image of the container that is named as the service. */
export function imageOf({ definition }: Revision, service: string): string {
  const container = definition.containerDefinitions?.find(({ name }) => name === service);
  if (container?.image === undefined)
    throw new Error(`${revisionOf(definition.taskDefinitionArn)} has no container ${service}`);
  return container.image;
}

// What ECS adds when it registers a revision, and refuses to be told.
const ADDED = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
] as const satisfies readonly (keyof TaskDefinition)[];

/** The same with another image in the service's container, and nothing else different. */
export function withImage(
  { definition, tags }: Revision,
  service: string,
  image: string,
): RegisterTaskDefinitionCommandInput {
  const kept = Object.fromEntries(
    Object.entries(definition).filter(([field]) => !(ADDED as readonly string[]).includes(field)),
  ) as Omit<TaskDefinition, (typeof ADDED)[number]>;
  return {
    ...kept,
    family: definition.family,
    containerDefinitions: definition.containerDefinitions?.map((container) =>
      container.name === service ? { ...container, image } : container,
    ),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
  };
}

/** Registers a revision and returns its ARN. */
export async function registerRevision(
  ecs: Ecs,
  changes: Changes,
  input: RegisterTaskDefinitionCommandInput,
): Promise<string> {
  const command = new RegisterTaskDefinitionCommand(input);
  const planned = { taskDefinition: { taskDefinitionArn: `(new revision of ${input.family ?? ''})` }, $metadata: {} };
  const answer = await changes.make('ecs:RegisterTaskDefinition', command, () => ecs.send(command), planned);
  const arn = answer.taskDefinition?.taskDefinitionArn;
  if (arn === undefined) throw new Error(`ECS names no new revision of ${input.family ?? ''}`);
  return arn;
}

/** The newest revision below `current` that can still be run; undefined when there is none. */
export async function previousRevision(ecs: Ecs, family: string, current: number): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await ecs.send(
      new ListTaskDefinitionsCommand({
        familyPrefix: family,
        status: 'ACTIVE',
        sort: 'DESC',
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    const found = page.taskDefinitionArns?.find((arn) => numberOf(arn, family) < current);
    if (found !== undefined) return found;
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return undefined;
}

// The prefix may match longer names of other families.
function numberOf(arn: string, family: string): number {
  const revision = revisionOf(arn);
  const at = revision.lastIndexOf(':');
  return revision.slice(0, at) === family ? Number(revision.slice(at + 1)) : Infinity;
}
