import { AwsStandIn } from './aws-stand-in.js';
import { answerEcs, arnOf, deploymentOf, digestOf, REPOSITORY, type EcsState } from './ecs-stand-in.js';
import { fastWorld } from './fast-world.js';
import { runCommand } from './run-command.js';

describe('ops deploy and rollback, on a stand-in for AWS', () => {
  let aws: AwsStandIn;
  let ecs: EcsState;
  const ops = (...words: string[]) =>
    runCommand([...words, '--stack', 'bodybroker-staging'], { environment: aws.environment, world: fastWorld() });
  const deploy = (...flags: string[]) => ops('deploy', 'auth', '--image', '0.8.0', ...flags);
  const image8 = `${REPOSITORY}@${digestOf('8')}`;

  beforeEach(async () => {
    aws = await AwsStandIn.start();
    ecs = answerEcs(aws);
  });
  afterEach(() => aws.stop());

  /** The new tasks come up, one look after the other. */
  const comesUp = () => {
    ecs.step = (look) => {
      const [begun] = ecs.deployments;
      if (begun === undefined || begun.rolloutState !== 'IN_PROGRESS') return;
      begun.runningCount = Math.min(2, look - 1);
      ecs.events = [
        { id: 'e1', createdAt: Date.UTC(2026, 0, 1) / 1000 + 5, message: '(service auth) has started 2 tasks.' },
      ];
      if (look < 5) return;
      begun.rolloutState = 'COMPLETED';
      ecs.deployments = [begun];
    };
  };

  it('registers the running revision with the tag’s digest and nothing else changed, and watches until it runs', async () => {
    comesUp();
    const { code, out, error } = await deploy();
    expect(error).toContain(`auth: image ${REPOSITORY}:0.7.0 -> ${image8}`);
    expect(error).toContain('1 of 2 running');
    expect(error.match(/has started 2 tasks/g)).toHaveLength(1);
    expect(out).toBe(`auth: bodybroker-staging-auth:8 (${digestOf('8')}) runs\n`);
    expect(code).toBe(0);
    expect(aws.changes()).toEqual(['ecs:RegisterTaskDefinition', 'ecs:UpdateService']);
    expect(aws.inputsOf('ecs:UpdateService')).toEqual([
      { cluster: 'bodybroker-staging', service: 'auth', taskDefinition: arnOf(8) },
    ]);
    const [registered] = aws.inputsOf('ecs:RegisterTaskDefinition');
    expect(registered).toMatchObject({
      family: 'bodybroker-staging-auth',
      networkMode: 'awsvpc',
      cpu: '512',
      executionRoleArn: 'arn:aws:iam::111122223333:role/bodybroker-staging-auth-execution',
      runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
      tags: [{ key: 'Service', value: 'auth' }],
      containerDefinitions: [
        {
          name: 'auth',
          image: image8,
          readonlyRootFilesystem: true,
          stopTimeout: 35,
          secrets: [{ name: 'BB_NATS_NKEY_SEED' }],
        },
      ],
    });
    for (const added of [
      'revision',
      'status',
      'registeredAt',
      'requiresAttributes',
      'compatibilities',
      'taskDefinitionArn',
    ]) {
      expect(registered).not.toHaveProperty(added);
    }
    // The image is looked for where the running one comes from, in that region's registry.
    expect(aws.inputsOf('ecr:DescribeImages')).toEqual([
      { registryId: '111122223333', repositoryName: 'bodybroker/auth', imageIds: [{ imageTag: '0.8.0' }] },
    ]);
  });

  it('changes nothing in a dry run, and prints the calls with their inputs', async () => {
    const { code, json, error } = await deploy('--dry-run', '--json');
    expect(code).toBe(0);
    expect(aws.changes()).toEqual([]);
    expect(error).toContain('would call ecs:RegisterTaskDefinition');
    expect(json<{ call: string; input: unknown }[]>()).toMatchObject([
      { call: 'ecs:RegisterTaskDefinition', input: { containerDefinitions: [{ image: image8 }] } },
      { call: 'ecs:UpdateService', input: { cluster: 'bodybroker-staging', service: 'auth' } },
    ]);
  });

  it('does nothing when that digest runs already', async () => {
    ecs.revisions.set(7, { image: image8, status: 'ACTIVE' });
    const { code, out } = await ops('deploy', 'auth', '--image', digestOf('8'));
    expect([code, out, aws.changes()]).toEqual([0, `auth: ${image8} runs already\n`, []]);
  });

  it('takes the settings of the newest revision, which Terraform has made, with the image that runs', async () => {
    ecs.revisions.set(8, { image: `${REPOSITORY}:0.1.0`, status: 'ACTIVE', cpu: '1024' });
    comesUp();
    const { code, error } = await ops('deploy', 'auth');
    expect(error).toContain('auth: settings of bodybroker-staging-auth:7 -> bodybroker-staging-auth:8');
    expect(aws.inputsOf('ecs:RegisterTaskDefinition')).toMatchObject([
      { cpu: '1024', containerDefinitions: [{ image: `${REPOSITORY}:0.7.0` }] },
    ]);
    expect(aws.inputsOf('ecs:UpdateService')).toMatchObject([{ taskDefinition: arnOf(9) }]);
    expect(code).toBe(0);
  });

  it('fails with the reason when the circuit breaker goes back', async () => {
    ecs.step = (look) => {
      const [begun, before] = ecs.deployments;
      if (begun === undefined || before === undefined || begun.rolloutState !== 'IN_PROGRESS') return;
      begun.failedTasks = look;
      if (look < 4) return;
      Object.assign(begun, {
        status: 'ACTIVE',
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      });
      ecs.deployments = [deploymentOf(7, { id: 'ecs-svc/back' }), begun];
    };
    const { code, out } = await deploy();
    expect(out).toContain(
      'FAILED (ECS deployment circuit breaker: tasks failed to start.); bodybroker-staging-auth:7 runs',
    );
    expect(code).toBe(1);
  });

  it('fails when another deployment takes its place, and when time is up', async () => {
    ecs.step = (look) => {
      if (look === 3) ecs.deployments = [deploymentOf(5, { id: 'ecs-svc/other' })];
    };
    const replaced = await deploy();
    expect([replaced.code, replaced.out]).toEqual([1, expect.stringContaining('another deployment came in between')]);
    ecs.deployments = [deploymentOf(7)];
    ecs.step = () => undefined;
    const late = await deploy('--minutes', '2');
    expect([late.code, late.out]).toEqual([1, expect.stringContaining('after 2 minutes it still goes on')]);
  });

  it('does not begin during another deployment, nor without image, service or stack', async () => {
    ecs.deployments = [deploymentOf(7, { rolloutState: 'IN_PROGRESS' })];
    expect((await deploy()).code).toBe(3);
    expect((await deploy('--during-another', '--dry-run')).code).toBe(0);
    ecs.deployments = [deploymentOf(7)];
    expect((await ops('deploy', 'auth', '--image', '9.9.9')).error).toContain('bodybroker/auth has no image 9.9.9');
    expect((await ops('deploy', 'nobody', '--image', '0.8.0')).error).toContain(
      'no service nobody in bodybroker-staging (MISSING)',
    );
    const noStack = await runCommand(['deploy', 'auth', '--image', '0.8.0'], { environment: aws.environment });
    expect([noStack.code, noStack.error]).toEqual([2, expect.stringContaining('--stack is needed')]);
    expect(aws.changes()).toEqual([]);
  });

  it('goes back to the newest active revision before the running one, of the same family', async () => {
    comesUp();
    const { code, out } = await ops('rollback', 'auth');
    expect(out).toBe('auth: bodybroker-staging-auth:5 runs\n');
    expect(code).toBe(0);
    expect(aws.inputsOf('ecs:UpdateService')).toMatchObject([{ taskDefinition: arnOf(5) }]);
  });

  it('goes back to a named revision that is active, and says when there is none', async () => {
    expect((await ops('rollback', 'auth', '--to', '6')).error).toContain(
      'bodybroker-staging-auth:6 is not active any more',
    );
    ecs.revisions.delete(5);
    expect((await ops('rollback', 'auth')).error).toContain('has no active revision before bodybroker-staging-auth:7');
    expect(aws.changes()).toEqual([]);
  });
});
