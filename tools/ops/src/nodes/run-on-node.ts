import { GetCommandInvocationCommand, SendCommandCommand } from '@aws-sdk/client-ssm';
import type { Changes } from '../aws/changes.js';
import type { Ssm } from '../aws/open-aws.js';
import { waitUntil } from '../aws/wait-until.js';
import type { Invocation } from '../cli/command.js';

const POLL_MS = 2_000;
const ENDED: ReadonlySet<string> = new Set(['Success', 'Cancelled', 'Failed', 'TimedOut']);

export interface NodeCommand {
  readonly node: string;
  readonly instanceId: string;
  /** Shell lines, run as root by Systems Manager. */
  readonly lines: readonly string[];
  /** Shown in the history of Systems Manager. */
  readonly comment: string;
  readonly timeoutSeconds: number;
}

/**
 * Runs something on a node through Systems Manager and returns what it printed.
 * @throws Error with its stderr when it fails
 */
export async function runOnNode(
  ssm: Ssm,
  changes: Changes,
  { node, instanceId, lines, comment, timeoutSeconds }: NodeCommand,
  { world, signal }: Pick<Invocation, 'world' | 'signal'>,
): Promise<string> {
  const command = new SendCommandCommand({
    DocumentName: 'AWS-RunShellScript',
    InstanceIds: [instanceId],
    Comment: comment,
    TimeoutSeconds: 60,
    Parameters: { commands: [...lines], executionTimeout: [String(timeoutSeconds)] },
  });
  const planned = { Command: { CommandId: '(command)' }, $metadata: {} };
  const sent = await changes.make('ssm:SendCommand', command, () => ssm.send(command), planned);
  if (changes.dryRun) return '';
  const CommandId = sent.Command?.CommandId;
  const ended = await waitUntil(
    async () => {
      const state = await ssm
        .send(new GetCommandInvocationCommand({ CommandId, InstanceId: instanceId }))
        .catch((error: unknown) => {
          // The instance has not heard of it yet.
          if (error instanceof Error && error.name === 'InvocationDoesNotExist') return undefined;
          throw error;
        });
      return ENDED.has(state?.Status ?? '') ? state : undefined;
    },
    { world, signal, timeoutMs: (timeoutSeconds + 90) * 1_000, everyMs: POLL_MS, what: `${comment} on ${node}` },
  );
  if (ended.Status !== 'Success') {
    const said = (ended.StandardErrorContent ?? '').trim().split('\n').slice(-5).join(' | ');
    throw new Error(`${comment} on ${node}: ${ended.Status} (code ${ended.ResponseCode ?? '?'}) ${said}`);
  }
  return ended.StandardOutputContent ?? '';
}
