import { AwsRefusal, type AwsStandIn } from './aws-stand-in.js';

export const REPOSITORY = '111122223333.dkr.ecr.us-east-1.amazonaws.com/bodybroker/auth';
export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
const ARN = 'arn:aws:ecs:eu-central-1:111122223333';
export const arnOf = (revision: number): string => `${ARN}:task-definition/bodybroker-staging-auth:${revision}`;

export interface DeploymentState {
  id: string;
  status: 'PRIMARY' | 'ACTIVE';
  taskDefinition: string;
  desiredCount: number;
  runningCount: number;
  pendingCount: number;
  failedTasks: number;
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason?: string;
}

/** One service as ECS shows it, with shapes as DescribeServices and DescribeTaskDefinition answer them. */
export interface EcsState {
  /** Called before each look at the service: what has happened meanwhile. */
  step: (look: number) => void;
  desiredCount: number;
  deployments: DeploymentState[];
  events: { id: string; createdAt: number; message: string }[];
  /** By revision: its image, and whether it can be run. */
  revisions: Map<number, { image: string; status: 'ACTIVE' | 'INACTIVE'; cpu?: string }>;
}

export const deploymentOf = (revision: number, change: Partial<DeploymentState> = {}): DeploymentState => ({
  id: `ecs-svc/${revision}`,
  status: 'PRIMARY',
  taskDefinition: arnOf(revision),
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  failedTasks: 0,
  rolloutState: 'COMPLETED',
  ...change,
});

/** Answers the calls about the service `auth` of `bodybroker-staging`, which runs revision 7. */
export function answerEcs(aws: AwsStandIn): EcsState {
  let looks = 0;
  const state: EcsState = {
    step: () => undefined,
    desiredCount: 2,
    deployments: [deploymentOf(7)],
    events: [],
    revisions: new Map([
      [5, { image: `${REPOSITORY}@${digestOf('5')}`, status: 'ACTIVE' }],
      [6, { image: `${REPOSITORY}@${digestOf('6')}`, status: 'INACTIVE' }],
      [7, { image: `${REPOSITORY}:0.7.0`, status: 'ACTIVE' }],
    ]),
  };
  aws
    .on('ecs:DescribeServices', ({ services: [name] }: { services: string[] }) => {
      if (name !== 'auth') return { services: [], failures: [{ arn: name, reason: 'MISSING' }] };
      state.step((looks += 1));
      const primary = state.deployments.find(({ status }) => status === 'PRIMARY');
      return {
        services: [
          {
            serviceName: 'auth',
            status: 'ACTIVE',
            desiredCount: state.desiredCount,
            taskDefinition: primary?.taskDefinition,
            deployments: state.deployments,
            events: [...state.events].reverse(),
          },
        ],
        failures: [],
      };
    })
    .on('ecs:DescribeTaskDefinition', ({ taskDefinition }: { taskDefinition: string }) => {
      // A family alone is its newest active revision.
      const isFamily = taskDefinition === 'bodybroker-staging-auth';
      const active = [...state.revisions].flatMap(([each, { status }]) => (status === 'ACTIVE' ? [each] : []));
      const number = isFamily ? Math.max(...active) : Number(taskDefinition.slice(taskDefinition.lastIndexOf(':') + 1));
      const revision = state.revisions.get(number);
      if (revision === undefined) return new AwsRefusal('ClientException', 'Unable to describe task definition.');
      return { taskDefinition: taskDefinitionOf(number, revision), tags: [{ key: 'Service', value: 'auth' }] };
    })
    .on('ecs:RegisterTaskDefinition', (input: { containerDefinitions: { image: string }[] }) => {
      const number = Math.max(...state.revisions.keys()) + 1;
      state.revisions.set(number, { image: input.containerDefinitions[0]?.image ?? '', status: 'ACTIVE' });
      return { taskDefinition: { ...input, taskDefinitionArn: arnOf(number), revision: number, status: 'ACTIVE' } };
    })
    .on('ecs:ListTaskDefinitions', () => ({
      taskDefinitionArns: [
        // The prefix matches the names of other families as well.
        `${ARN}:task-definition/bodybroker-staging-auth-old:3`,
        ...[...state.revisions]
          .filter(([, { status }]) => status === 'ACTIVE')
          .map(([number]) => arnOf(number))
          .reverse(),
      ],
    }))
    .on('ecs:UpdateService', ({ taskDefinition }: { taskDefinition?: string }) => {
      const before = state.deployments.map((each) => ({ ...each, status: 'ACTIVE' as const }));
      const arn = taskDefinition ?? before[0]?.taskDefinition ?? '';
      const number = Number(arn.slice(arn.lastIndexOf(':') + 1));
      const begun = deploymentOf(number, { id: 'ecs-svc/new', runningCount: 0, rolloutState: 'IN_PROGRESS' });
      state.deployments = [begun, ...before];
      looks = 0;
      return { service: { serviceName: 'auth', status: 'ACTIVE', deployments: state.deployments } };
    })
    .on('ecr:DescribeImages', ({ imageIds: [wanted] }: { imageIds: { imageTag?: string; imageDigest?: string }[] }) =>
      wanted?.imageTag === '0.8.0' || wanted?.imageDigest === digestOf('8')
        ? { imageDetails: [{ repositoryName: 'bodybroker/auth', imageDigest: digestOf('8'), imageTags: ['0.8.0'] }] }
        : new AwsRefusal('ImageNotFoundException', 'The image does not exist'),
    );
  return state;
}

function taskDefinitionOf(
  revision: number,
  { image, status, cpu = '512' }: { image: string; status: string; cpu?: string },
) {
  return {
    taskDefinitionArn: arnOf(revision),
    family: 'bodybroker-staging-auth',
    revision,
    status,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    compatibilities: ['EC2', 'FARGATE'],
    requiresAttributes: [{ name: 'ecs.capability.execution-role-awslogs' }],
    cpu,
    memory: '1024',
    executionRoleArn: 'arn:aws:iam::111122223333:role/bodybroker-staging-auth-execution',
    taskRoleArn: 'arn:aws:iam::111122223333:role/bodybroker-staging-auth-task',
    runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
    volumes: [],
    placementConstraints: [],
    registeredAt: 1_767_225_600.123,
    registeredBy: 'arn:aws:sts::111122223333:assumed-role/terraform/x',
    containerDefinitions: [
      {
        name: 'auth',
        image,
        essential: true,
        user: '65532:65532',
        readonlyRootFilesystem: true,
        stopTimeout: 35,
        environment: [{ name: 'BB_LOG_LEVEL', value: 'info' }],
        secrets: [
          {
            name: 'BB_NATS_NKEY_SEED',
            valueFrom:
              'arn:aws:secretsmanager:eu-central-1:111122223333:secret:bodybroker-staging/auth-AbCdEf:BB_NATS_NKEY_SEED::',
          },
        ],
        healthCheck: { command: ['CMD', '/nodejs/bin/node', '/app/healthcheck.mjs', 'livez'], interval: 10 },
        linuxParameters: { capabilities: { drop: ['ALL'] }, initProcessEnabled: false },
      },
    ],
  };
}
