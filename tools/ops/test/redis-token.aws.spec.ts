import { AwsRefusal, AwsStandIn } from './aws-stand-in.js';
import { answerEcs, type EcsState } from './ecs-stand-in.js';
import { fastWorld } from './fast-world.js';
import { runCommand } from './run-command.js';
import { answerSecret, type SecretState } from './secrets-stand-in.js';

const STACK = 'bodybroker-staging';
const SECRET = `${STACK}/auth`;

describe('ops rotate redis-token, on a stand-in for AWS', () => {
  let aws: AwsStandIn;
  let ecs: EcsState;
  let secret: SecretState;
  /** What happened, in order, with the passwords that Redis accepts. */
  let story: string[];
  let passwords: string[];
  const rotate = (...words: string[]) =>
    runCommand(['rotate', 'redis-token', ...words, '--stack', STACK], {
      environment: aws.environment,
      world: fastWorld(),
    });

  beforeEach(async () => {
    aws = await AwsStandIn.start();
    ecs = answerEcs(aws);
    secret = answerSecret(aws, SECRET, { BB_REDIS_PASSWORD: 'old-password-old-password', BB_OTHER: 'kept' });
    story = [];
    passwords = ['old-password-old-password'];
    let modifying = 0;
    aws
      .on('elasticache:ModifyUser', (input: Record<string, string>) => {
        if (input['UserId'] !== `${STACK}-auth`) return new AwsRefusal('UserNotFound', 'no such user');
        passwords = Object.keys(input)
          .filter((name) => name.startsWith('AuthenticationMode.Passwords.'))
          .sort()
          .map((name) => input[name] ?? '');
        story.push(`redis accepts ${passwords.length}`);
        modifying = 2;
        return { UserId: input['UserId'], Status: 'modifying' };
      })
      .on('elasticache:DescribeUsers', ({ UserId, Marker }: { UserId?: string; Marker?: string }) => {
        if (UserId === undefined) {
          return Marker === undefined
            ? {
                Users: [
                  { UserId: 'default', UserName: 'default' },
                  { UserId: `${STACK}-default`, UserName: 'default' },
                ],
                Marker: 'm',
              }
            : {
                Users: [
                  { UserId: `${STACK}-auth`, UserName: 'auth' },
                  { UserId: 'other-auth', UserName: 'auth' },
                ],
              };
        }
        modifying -= 1;
        return { Users: [{ UserId, UserName: 'auth', Status: modifying > 0 ? 'modifying' : 'active' }] };
      });
    ecs.step = (look) => {
      const [begun] = ecs.deployments;
      if (begun?.rolloutState !== 'IN_PROGRESS') return;
      if (look === 1) story.push('tasks start anew');
      // New tasks come in with what is current now; old ones still use what was.
      const fresh = secret.current()['BB_REDIS_PASSWORD'] ?? '';
      expect(passwords).toEqual(expect.arrayContaining([fresh, 'old-password-old-password']));
      if (look === 3) begun.rolloutState = 'COMPLETED';
    };
  });
  afterEach(() => aws.stop());

  it('has both passwords accepted while tasks change over, and only the new one at the end', async () => {
    const { code, error } = await rotate('auth', '--yes');
    expect({ code, error: code === 0 ? '' : error }).toEqual({ code: 0, error: '' });
    expect(story).toEqual(['redis accepts 2', 'tasks start anew', 'redis accepts 1']);
    const settings = secret.current();
    expect(settings).toEqual({ BB_REDIS_PASSWORD: expect.stringMatching(/^[\w-]{64}$/) as string, BB_OTHER: 'kept' });
    expect(passwords).toEqual([settings['BB_REDIS_PASSWORD']]);
    expect([...secret.stages.keys()]).toEqual(['AWSCURRENT']);
    expect(aws.inputsOf('ecs:UpdateService')).toEqual([{ cluster: STACK, service: 'auth', forceNewDeployment: true }]);
  });

  it('goes on where a run was cut off, with the password that waits', async () => {
    aws.on('elasticache:ModifyUser', () => new AwsRefusal('InvalidUserState', 'try later'));
    expect((await rotate('auth', '--yes')).error).toContain('try later');
    const waiting = secret.versions.get(secret.stages.get('AWSPENDING') ?? '') ?? '';
    expect(secret.current()['BB_REDIS_PASSWORD']).toBe('old-password-old-password');
    aws.on('elasticache:ModifyUser', (input: Record<string, string>) => {
      passwords = [
        input['AuthenticationMode.Passwords.member.1'] ?? '',
        input['AuthenticationMode.Passwords.member.2'] ?? '',
      ];
      return { UserId: `${STACK}-auth`, Status: 'modifying' };
    });
    expect((await rotate('auth', '--yes')).code).toBe(0);
    expect(secret.current()).toEqual(JSON.parse(waiting));
  });

  it('does not bring back settings that were changed while a password waited', async () => {
    aws.on('elasticache:ModifyUser', () => new AwsRefusal('InvalidUserState', 'try later'));
    await rotate('auth', '--yes');
    secret.versions.set('v1', JSON.stringify({ BB_REDIS_PASSWORD: 'old-password-old-password', BB_OTHER: 'changed' }));
    expect((await rotate('auth', '--yes')).error).toContain('differs in more than BB_REDIS_PASSWORD');
  });

  it('gives a first password where there is none yet, and restarts no tasks where none run', async () => {
    secret.versions.clear();
    secret.stages.clear();
    ecs.desiredCount = 0;
    expect((await rotate('auth', '--yes')).code).toBe(0);
    expect(story).toEqual(['redis accepts 1']);
    expect(Object.keys(secret.current())).toEqual(['BB_REDIS_PASSWORD']);
    expect(aws.inputsOf('ecs:UpdateService')).toEqual([]);
  });

  it('keeps the old password accepted when the tasks do not come up', async () => {
    ecs.step = () => {
      const [begun] = ecs.deployments;
      if (begun !== undefined) begun.rolloutState = 'IN_PROGRESS';
    };
    const { code, error } = await rotate('auth', '--yes', '--minutes', '1');
    expect([code, error]).toEqual([1, expect.stringContaining('it still goes on')]);
    expect(passwords).toHaveLength(2);
  });

  it('shows no password, changes nothing in a dry run, and finds all users by itself', async () => {
    const { code, out, error } = await rotate('--all', '--dry-run', '--json');
    expect(code).toBe(0);
    expect(aws.changes()).toEqual([]);
    expect((JSON.parse(out) as { call: string }[]).map(({ call }) => call)).toEqual([
      'secretsmanager:PutSecretValue',
      'elasticache:ModifyUser',
      'secretsmanager:UpdateSecretVersionStage',
      'secretsmanager:UpdateSecretVersionStage',
      'ecs:UpdateService',
      'elasticache:ModifyUser',
    ]);
    expect(out + error).not.toContain('old-password');
    expect(out).toContain('"SecretString": "(secret)"');
    expect((await rotate('auth')).code).toBe(3);
    expect((await rotate('--yes')).code).toBe(2);
  });
});
