import {
  DescribeAutoScalingGroupsCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';
import type { Changes } from '../aws/changes.js';
import type { AutoScaling } from '../aws/open-aws.js';
import type { StackNames } from '../aws/stack-options.js';

/** One NATS node as its Auto Scaling group of one shows it. */
export interface NodeGroup {
  /** Such as `nats-0`: the name of the server and of the group's end. */
  readonly node: string;
  readonly group: string;
  /** That is in service; undefined while it is being replaced. */
  readonly instanceId: string | undefined;
  /** Of all instances of the group, such as `i-1 Terminating:Wait`. */
  readonly states: readonly string[];
  /** Whether it was started from the newest launch template. */
  readonly template: 'newest' | 'older';
}

/** The groups of all nodes, by name. */
export async function findNodeGroups(autoScaling: AutoScaling, names: StackNames): Promise<NodeGroup[]> {
  const prefix = names.nodeGroup('nats-');
  const found: NodeGroup[] = [];
  let token: string | undefined;
  do {
    const page = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand(token === undefined ? {} : { NextToken: token }),
    );
    for (const group of page.AutoScalingGroups ?? []) {
      const name = group.AutoScalingGroupName ?? '';
      if (name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
        found.push(toNodeGroup(group, name, names));
    }
    token = page.NextToken;
  } while (token !== undefined);
  if (found.length === 0) throw new Error(`there are no Auto Scaling groups ${prefix}0, ${prefix}1, …`);
  return found.sort((a, b) => (a.node < b.node ? -1 : 1));
}

function toNodeGroup(group: AutoScalingGroup, name: string, { stack }: StackNames): NodeGroup {
  const instances = group.Instances ?? [];
  const serving = instances.find(({ LifecycleState }) => LifecycleState === 'InService');
  return {
    node: name.slice(stack.length + 1),
    group: name,
    instanceId: serving?.InstanceId,
    states: instances.map(({ InstanceId, LifecycleState }) => `${InstanceId} ${LifecycleState}`),
    template: serving?.LaunchTemplate?.Version === group.LaunchTemplate?.Version ? 'newest' : 'older',
  };
}

/** Ends an instance; its termination hook lets the server leave in lame duck first, and the group starts another. */
export async function terminateInstance(autoScaling: AutoScaling, changes: Changes, instanceId: string): Promise<void> {
  const command = new TerminateInstanceInAutoScalingGroupCommand({
    InstanceId: instanceId,
    ShouldDecrementDesiredCapacity: false,
  });
  await changes.make('autoscaling:TerminateInstanceInAutoScalingGroup', command, () => autoScaling.send(command), {
    $metadata: {},
  });
}
