import { publicKeyOf } from '@bodybroker/nats-sdk';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsStandIn } from './aws-stand-in.js';
import { answerEcs, type EcsState } from './ecs-stand-in.js';
import { fastWorld } from './fast-world.js';
import { runCommand } from './run-command.js';
import { answerSecret, type SecretState } from './secrets-stand-in.js';

const STACK = 'bodybroker-staging';

describe('ops rotate nats-key and secret set, on a stand-in for AWS', () => {
  let aws: AwsStandIn;
  let ecs: EcsState;
  let secret: SecretState;
  let bucketKeys: string;
  let story: string[];
  const ops = (...words: string[]) =>
    runCommand([...words, '--stack', STACK], { environment: aws.environment, world: fastWorld() });

  beforeEach(async () => {
    aws = await AwsStandIn.start();
    ecs = answerEcs(aws);
    secret = answerSecret(aws, `${STACK}/auth`, { BB_NATS_NKEY_SEED: 'SUOLD', BB_OTHER: 'kept' });
    bucketKeys = 'BB_NKEY_AUTH: UOLD';
    story = [];
    const commands: string[] = [];
    aws
      .on('autoscaling:DescribeAutoScalingGroups', () => ({
        AutoScalingGroups: [0, 1, 2].map((number) => ({
          AutoScalingGroupName: `${STACK}-nats-${number}`,
          Instances: [{ InstanceId: `i-${number}`, LifecycleState: 'InService' }],
        })),
      }))
      .on(
        'ssm:SendCommand',
        ({ InstanceIds, Parameters }: { InstanceIds: string[]; Parameters: { commands: string[] } }) => {
          commands.push(Parameters.commands.join('\n'));
          if (Parameters.commands.some((line) => line.endsWith('fetch-config.sh refresh'))) {
            story.push(`${InstanceIds.join('')} refreshes`);
          }
          return { Command: { CommandId: String(commands.length - 1) } };
        },
      )
      .on('ssm:GetCommandInvocation', ({ CommandId, InstanceId }: { CommandId: string; InstanceId: string }) => {
        const wanted = /--line-regexp '([^']+)'/.exec(commands[Number(CommandId)] ?? '')?.[1] ?? 'nothing';
        const found = bucketKeys.split('\n').includes(wanted);
        return { CommandId, InstanceId, Status: found ? 'Success' : 'Failed', ResponseCode: found ? 0 : 1 };
      });
    ecs.step = (look) => {
      const [begun] = ecs.deployments;
      if (begun?.rolloutState !== 'IN_PROGRESS') return;
      if (look === 2) {
        begun.runningCount = 2;
        story.push('new tasks run');
      }
      if (look === 4) begun.rolloutState = 'COMPLETED';
    };
  });
  afterEach(() => aws.stop());

  it('makes a key that waits, and brings it in once Terraform has applied it, nodes after tasks', async () => {
    const first = await ops('rotate', 'nats-key', 'auth', '--json');
    const { publicKey } = first.json<{ publicKey: string }>();
    expect(first.code).toBe(0);
    const waiting = JSON.parse(secret.versions.get(secret.stages.get('AWSPENDING') ?? '') ?? '{}') as Record<
      string,
      string
    >;
    expect(publicKeyOf(waiting['BB_NATS_NKEY_SEED'] ?? '')).toBe(publicKey);
    expect(waiting['BB_OTHER']).toBe('kept');
    expect(first.out + first.error).not.toContain(waiting['BB_NATS_NKEY_SEED']);

    const early = await ops('rotate', 'nats-key', 'auth', '--yes');
    expect([early.code, early.error]).toEqual([3, expect.stringContaining('terraform apply first')]);
    expect(secret.current()['BB_NATS_NKEY_SEED']).toBe('SUOLD');

    bucketKeys = `BB_NKEY_AI_ROUTER: UX\nBB_NKEY_AUTH: ${publicKey}`;
    expect((await ops('rotate', 'nats-key', 'auth')).code).toBe(3);
    const { code, out, error } = await ops('rotate', 'nats-key', 'auth', '--yes');
    expect({ code, error: code === 0 ? '' : error }).toEqual({ code: 0, error: '' });
    expect(out).toBe('auth: the new key runs\n');
    expect(secret.current()).toEqual(waiting);
    expect(story).toEqual(['new tasks run', 'i-0 refreshes', 'i-1 refreshes', 'i-2 refreshes']);
  });

  it('changes nothing in a dry run', async () => {
    const { code, json } = await ops('rotate', 'nats-key', 'auth', '--dry-run', '--json');
    expect([code, aws.changes()]).toEqual([0, []]);
    expect(json()).toMatchObject({ service: 'auth' });
  });

  it('puts one setting into a secret, asks before it replaces one, and never shows it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ops-secret-'));
    const file = join(dir, 'value');
    writeFileSync(file, 'whisper\n');
    const set = (setting: string, ...flags: string[]) =>
      ops('secret', 'set', 'auth', setting, '--from', file, ...flags);
    const added = await set('BB_NEW');
    expect([added.code, secret.current()]).toEqual([
      0,
      { BB_NATS_NKEY_SEED: 'SUOLD', BB_OTHER: 'kept', BB_NEW: 'whisper' },
    ]);
    expect(added.out + added.error).not.toContain('whisper');
    expect((await set('BB_NEW')).out).toContain('has this BB_NEW already');
    expect((await set('BB_OTHER')).code).toBe(3);
    expect((await set('BB_OTHER', '--yes')).code).toBe(0);
    expect(secret.current()['BB_OTHER']).toBe('whisper');
    expect((await set('PATH')).code).toBe(2);
    expect((await ops('secret', 'set', 'nobody', 'BB_NEW', '--from', file)).error).toContain(
      "can't find the specified secret",
    );
    rmSync(dir, { recursive: true, force: true });
  });
});
