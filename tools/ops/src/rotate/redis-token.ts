import { randomBytes } from 'node:crypto';
import { DescribeUsersCommand, ModifyUserCommand } from '@aws-sdk/client-elasticache';
import { createChanges, type Changes } from '../aws/changes.js';
import { openAws, type Aws, type ElastiCache } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames, type StackNames } from '../aws/stack-options.js';
import { waitUntil } from '../aws/wait-until.js';
import type { Command, Invocation } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT } from '../cli/exit-codes.js';
import { UsageError } from '../cli/usage-error.js';
import { WATCH_OPTIONS } from '../service/finish-deployment.js';
import { restartService } from './restart-service.js';
import { pendingChange, promotePending, readSecret, writeSecret } from './service-secret.js';

const SETTING = 'BB_REDIS_PASSWORD';
/** ElastiCache takes 16 to 128 characters; 48 bytes are 64 of base64url. */
const PASSWORD_BYTES = 48;
const USER_TIMEOUT_MS = 10 * 60_000;
const POLL_MS = 5_000;

export const rotateRedisToken: Command = {
  name: 'rotate redis-token',
  summary: "gives services new passwords for Redis; the old one works until the service's tasks have the new one",
  takes: ['[SERVICE...]'],
  options: {
    ...STACK_OPTIONS,
    all: { kind: 'switch', about: 'every service that has a user in Redis, one after the other' },
    ...WATCH_OPTIONS,
    ...CHANGE_OPTIONS,
  },
  peers: ['aws'],
  run: async (call) => {
    const names = stackNames(call.options);
    const aws = openAws(call.environment);
    const changes = createChanges(call.options.on('dry-run'), call.output);
    const services = call.options.on('all') ? await servicesWithUsers(aws.elastiCache, names) : call.positionals;
    if (services.length === 0) throw new UsageError('say which: SERVICE, or --all');
    const question = `new Redis passwords for ${services.join(', ')}, with a restart of each?`;
    if (!changes.dryRun && !(await confirmed(call, question))) return EXIT.refused;
    for (const service of services) await rotateOne(service, { call, names, aws, changes });
    call.output.result(changes.dryRun ? changes.calls : services, () =>
      changes.dryRun ? 'dry run: nothing was changed' : `new Redis passwords: ${services.join(', ')}`,
    );
    return EXIT.ok;
  },
};

interface Rotation {
  readonly call: Invocation;
  readonly names: StackNames;
  readonly aws: Aws;
  readonly changes: Changes;
}

/**
 * Both passwords are accepted between the second step and the last, so no connection is refused in between. Cut off
 * anywhere and run again it goes on: the new password waits in the secret before ElastiCache knows it.
 */
async function rotateOne(service: string, { call, names, aws, changes }: Rotation): Promise<void> {
  const secret = names.secret(service);
  const user = names.redisUser(service);
  const current = await readSecret(aws.secrets, secret, 'AWSCURRENT');
  const waiting = await readSecret(aws.secrets, secret, 'AWSPENDING');
  call.output.progress(`${service}: a new password for ${user}`);
  const pending =
    pendingChange(secret, SETTING, waiting, current) ??
    (await writeSecret(
      aws.secrets,
      changes,
      secret,
      { ...current?.settings, [SETTING]: randomBytes(PASSWORD_BYTES).toString('base64url') },
      'AWSPENDING',
    ));
  const fresh = pending.settings[SETTING] ?? '';
  const old = current?.settings[SETTING];
  await setPasswords(aws.elastiCache, changes, user, old === undefined ? [fresh] : [fresh, old], call);
  await promotePending(aws.secrets, changes, secret, pending, current);
  await restartService(aws.ecs, changes, { cluster: names.cluster, service }, call);
  if (old !== undefined) await setPasswords(aws.elastiCache, changes, user, [fresh], call);
}

async function setPasswords(
  elastiCache: ElastiCache,
  changes: Changes,
  user: string,
  passwords: readonly string[],
  { world, signal }: Invocation,
): Promise<void> {
  const command = new ModifyUserCommand({
    UserId: user,
    AuthenticationMode: { Type: 'password', Passwords: [...passwords] },
  });
  await changes.make('elasticache:ModifyUser', command, () => elastiCache.send(command), { $metadata: {} });
  if (changes.dryRun) return;
  await waitUntil(
    async () => {
      const { Users = [] } = await elastiCache.send(new DescribeUsersCommand({ UserId: user }));
      return Users[0]?.Status === 'active' ? true : undefined;
    },
    { world, signal, timeoutMs: USER_TIMEOUT_MS, everyMs: POLL_MS, what: `ElastiCache has the passwords of ${user}` },
  );
}

async function servicesWithUsers(elastiCache: ElastiCache, names: StackNames): Promise<string[]> {
  const prefix = names.redisUser('');
  const services: string[] = [];
  let marker: string | undefined;
  do {
    const page = await elastiCache.send(new DescribeUsersCommand(marker === undefined ? {} : { Marker: marker }));
    for (const { UserId = '', UserName } of page.Users ?? []) {
      // Everyone's default user can do nothing and has no secret.
      if (UserId.startsWith(prefix) && UserName !== 'default') services.push(UserId.slice(prefix.length));
    }
    marker = page.Marker;
  } while (marker !== undefined && marker !== '');
  return services.sort();
}
