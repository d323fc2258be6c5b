import { createUserKey, publicKeyOf } from '@bodybroker/nats-sdk';
import { createChanges, type Changes } from '../aws/changes.js';
import { openAws, type Aws } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames, type StackNames } from '../aws/stack-options.js';
import { waitUntil } from '../aws/wait-until.js';
import type { Command, Invocation } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT, type ExitCode } from '../cli/exit-codes.js';
import { findNodeGroups, type NodeGroup } from '../nodes/node-groups.js';
import { runOnNode } from '../nodes/run-on-node.js';
import { describeService, updateService } from '../service/ecs-service.js';
import { finishDeployment, WATCH_OPTIONS } from '../service/finish-deployment.js';
import { pendingChange, promotePending, readSecret, writeSecret, type SecretVersion } from './service-secret.js';

const SETTING = 'BB_NATS_NKEY_SEED';
const SCRIPTS = '/usr/local/lib/nats-node';
const START_TIMEOUT_MS = 5 * 60_000;
const POLL_MS = 2_000;

/**
 * A NATS user has one key, so there is no time in which both are accepted. Two runs: the first makes the key and says what to
 * put into Terraform, the second brings it in. The new tasks are started before the nodes learn of the key and try to connect
 * until they do, so that the service is away for a moment only.
 */
export const rotateNatsKey: Command = {
  name: 'rotate nats-key',
  summary: 'gives a service a new nkey: run it, apply the public key by Terraform, run it again',
  takes: ['SERVICE'],
  options: { ...STACK_OPTIONS, ...WATCH_OPTIONS, ...CHANGE_OPTIONS },
  peers: ['aws'],
  run: async (call) => {
    const [service = ''] = call.positionals;
    const names = stackNames(call.options);
    const aws = openAws(call.environment);
    const changes = createChanges(call.options.on('dry-run'), call.output);
    const secret = names.secret(service);
    const current = await readSecret(aws.secrets, secret, 'AWSCURRENT');
    const pending = pendingChange(secret, SETTING, await readSecret(aws.secrets, secret, 'AWSPENDING'), current);
    const rotation = { call, names, aws, changes, service, secret, current };
    return pending === undefined ? makeKey(rotation) : bringIn(rotation, pending);
  },
};

interface Rotation {
  readonly call: Invocation;
  readonly names: StackNames;
  readonly aws: Aws;
  readonly changes: Changes;
  readonly service: string;
  readonly secret: string;
  readonly current: SecretVersion | undefined;
}

async function makeKey({ call, aws, changes, service, secret, current }: Rotation): Promise<ExitCode> {
  const { seed, publicKey } = createUserKey();
  await writeSecret(aws.secrets, changes, secret, { ...current?.settings, [SETTING]: seed }, 'AWSPENDING');
  call.output.result({ service, publicKey, next: 'terraform apply, then run this again' }, () =>
    changes.dryRun
      ? 'dry run: nothing was changed; the key of a real run is another one'
      : [
          `The new seed waits in ${secret} (AWSPENDING). Its public key:`,
          '',
          `  ${service} = "${publicKey}"`,
          '',
          'Put it into nats_nkeys of the environment, terraform apply, then run this command again.',
        ].join('\n'),
  );
  return EXIT.ok;
}

async function bringIn(rotation: Rotation, pending: SecretVersion): Promise<ExitCode> {
  const { call, names, aws, changes, service, secret, current } = rotation;
  const line = `BB_NKEY_${service.toUpperCase().replaceAll('-', '_')}: ${publicKeyOf(pending.settings[SETTING] ?? '')}`;
  const groups = await findNodeGroups(aws.autoScaling, names);
  const [first] = groups;
  if (first === undefined || !(await isApplied(rotation, first, line))) {
    call.output.progress(`the nodes' bucket does not have "${line}" yet: terraform apply first`);
    return EXIT.refused;
  }
  if (!changes.dryRun && !(await confirmed(call, `bring in the new key of ${service}, with a restart of it?`))) {
    return EXIT.refused;
  }
  await promotePending(aws.secrets, changes, secret, pending, current);
  const place = { cluster: names.cluster, service };
  const { desiredCount = 0 } = await describeService(aws.ecs, place);
  const deploymentId = await updateService(aws.ecs, changes, { ...place, restart: 'forced' });
  if (!changes.dryRun && desiredCount > 0) await untilStarted(rotation, deploymentId);
  await Promise.all(groups.map((group) => refresh(rotation, group, line)));
  return finishDeployment(call, aws.ecs, changes, { ...place, deploymentId, brings: 'the new key' });
}

/** Whether Terraform has put the key where the nodes fetch it from: their roles can read that, an operator's may not. */
async function isApplied({ call, aws, changes }: Rotation, group: NodeGroup, line: string): Promise<boolean> {
  try {
    await runOnNode(
      aws.ssm,
      changes,
      {
        ...onNode(group),
        lines: [
          'set -eu',
          '. /etc/nats/node.env',
          'file=$(mktemp)',
          `trap 'rm -f "$file"' EXIT`,
          'aws s3api get-object --region "$AWS_REGION" --bucket "$CONFIG_BUCKET" --key shared/nkeys.conf "$file" >/dev/null',
          `grep --quiet --fixed-strings --line-regexp '${line}' "$file"`,
        ],
        comment: 'is the new key applied',
        timeoutSeconds: 60,
      },
      call,
    );
    return true;
  } catch (error) {
    call.signal.throwIfAborted();
    call.output.progress(error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function refresh({ call, aws, changes }: Rotation, group: NodeGroup, line: string): Promise<void> {
  const command = {
    ...onNode(group),
    lines: [
      'set -eu',
      `${SCRIPTS}/fetch-config.sh refresh`,
      `grep --quiet --fixed-strings --line-regexp '${line}' /etc/nats/config/current/nkeys.conf`,
    ],
    comment: 'take the new key',
    timeoutSeconds: 180,
  };
  await runOnNode(aws.ssm, changes, command, call);
}

function onNode({ node, instanceId, states }: NodeGroup): { readonly node: string; readonly instanceId: string } {
  if (instanceId === undefined) throw new Error(`${node} has no instance in service (${states.join(', ')})`);
  return { node, instanceId };
}

async function untilStarted({ call, names, aws, service }: Rotation, deploymentId: string): Promise<void> {
  const { world, signal } = call;
  await waitUntil(
    async () => {
      const { deployments = [] } = await describeService(aws.ecs, { cluster: names.cluster, service });
      const own = deployments.find(({ id }) => id === deploymentId);
      return (own?.runningCount ?? 0) > 0 ? true : undefined;
    },
    { world, signal, timeoutMs: START_TIMEOUT_MS, everyMs: POLL_MS, what: `a task of ${service} with the new key` },
  );
}
